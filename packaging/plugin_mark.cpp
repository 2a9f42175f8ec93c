// Compiled into every plug-in by mdisim_add_policy(): for which interface it was built.
#include "mdisim/interface.hpp"
#include "sim/decide/plugin.hpp"

extern "C" {
[[gnu::visibility("default")]] extern const char mdisim_plugin[];
[[gnu::used]] const char mdisim_plugin[] = MDISIM_PLUGIN_MARK MDISIM_INTERFACE MDISIM_PLUGIN_ABI;
}
