// Words of a page that explain themselves: each links to its line in the page's glossary.
#pragma once

#include <string>
#include <vector>

namespace mdisim {

struct Term {
    std::string name;     // as the page writes it: "in time (%)"
    std::string meaning;  // a sentence or two
};

// The words of every page: what a band is, what a bound is, what each verdict says.
const std::vector<Term>& words_of_pages();

// A word that is linked to its meaning, which the pointer shows, too.
std::string term_html(const Term& term);
std::string term_html(const std::string& name);  // of words_of_pages()

// The glossary: words_of_pages(), then `others`, each once.
std::string glossary_html(const std::vector<Term>& others);

}  // namespace mdisim
