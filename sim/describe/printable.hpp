// Text from outside, as a terminal, a log and a page may show it.
//
// A sign that is not shown steers whatever shows it: control characters (among them ESC, and the
// carriage return), the marks that turn the direction of writing, and separators of lines.
#pragma once

#include <string>
#include <string_view>

namespace mdisim {

// The text with "\u001b" in place of each sign that is not shown, but for line ends and tabs, and
// with U+FFFD in place of what is no UTF-8.
std::string printable(std::string_view text);
// The text with every sign that is not shown escaped, line ends and tabs too.
std::string printable_line(std::string_view text);

// The number of bytes at the end of the text that begin a letter of UTF-8 and do not end it.
size_t unfinished_letter(std::string_view text);

// Whether the text is on one line and has no sign that is not shown.
bool is_one_line(std::string_view text);
// What is wrong with a name: it is made of blanks alone, or is no text on one line.
enum class NameFault { none, blank, hidden_sign };
NameFault fault_of_name(std::string_view name);
// Whether printable() changes nothing.
bool is_printable(std::string_view text);
// Whether the text has a sign that is not shown, but for line ends and tabs. Bytes that are no
// UTF-8, as the name of a file may have, are none.
bool has_hidden_sign(std::string_view text);

}  // namespace mdisim
