// Which header of the standard library a name is found in.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "tests/style/source.hpp"

namespace mdisim::testing {

struct StandardHeader {
    std::string_view header;
    std::string_view names;        // its own, without std::
    std::string_view shared = "";  // which other headers declare too
};

// The headers that the tree includes, with the names of theirs that it uses or might.
inline constexpr std::array standard_headers = {
    StandardHeader{"algorithm",
                   "adjacent_find all_of any_of binary_search clamp copy copy_if copy_n count "
                   "count_if equal fill fill_n find find_if find_if_not for_each generate includes "
                   "inplace_merge is_sorted lexicographical_compare lower_bound max max_element "
                   "merge min min_element minmax minmax_element none_of nth_element partition "
                   "remove remove_if replace replace_if reverse rotate search set_difference "
                   "set_intersection set_union shuffle sort stable_partition stable_sort transform "
                   "unique upper_bound"},
    StandardHeader{"array", "array to_array", "get"},
    StandardHeader{"atomic", "atomic atomic_bool atomic_flag atomic_ref memory_order_relaxed"},
    StandardHeader{"bit",
                   "bit_cast bit_ceil bit_width countl_zero countr_zero has_single_bit "
                   "popcount rotl rotr"},
    StandardHeader{"cctype",
                   "isalnum isalpha isdigit islower isprint isspace isupper isxdigit "
                   "tolower toupper"},
    StandardHeader{"charconv", "chars_format from_chars to_chars"},
    StandardHeader{"chrono", "chrono chrono_literals"},
    StandardHeader{"cmath",
                   "acos cbrt ceil cos erf erfc exp expm1 fabs floor fmod frexp hypot isfinite "
                   "isinf isnan ldexp lgamma llrint llround log log10 log1p log2 lround nearbyint "
                   "nextafter pow remainder round signbit sin sqrt tan tgamma trunc",
                   "abs nan"},
    StandardHeader{"compare", "partial_ordering strong_ordering weak_ordering"},
    StandardHeader{"concepts",
                   "convertible_to derived_from floating_point integral invocable "
                   "same_as signed_integral unsigned_integral"},
    StandardHeader{"condition_variable", "condition_variable condition_variable_any"},
    StandardHeader{"cstdint",
                   "INT32_MAX INT64_MAX INT64_MIN UINT16_MAX UINT32_MAX UINT64_MAX int16_t "
                   "int32_t int64_t int8_t uint16_t uint32_t uint64_t uint8_t"},
    StandardHeader{"cstdio", "fopen fprintf fputc fputs printf puts snprintf",
                   "FILE fclose fflush fileno fread fwrite perror remove rename stderr stdout"},
    StandardHeader{"cstdlib", "atof atoi atoll getenv strtod strtol strtoul strtoull",
                   "_Exit abort abs exit free getloadavg malloc mkdtemp realpath setenv system "
                   "unsetenv"},
    StandardHeader{"cstring", "memcmp memcpy memset strcmp strerror strlen", "memchr strsignal"},
    StandardHeader{"deque", "deque"},
    StandardHeader{"exception",
                   "current_exception exception exception_ptr rethrow_exception "
                   "uncaught_exceptions"},
    StandardHeader{"filesystem", "filesystem"},
    StandardHeader{"fstream", "fstream ifstream ofstream"},
    StandardHeader{"functional", "bind divides function greater less minus multiplies plus ref",
                   "hash invoke"},
    StandardHeader{"initializer_list", "", "initializer_list"},
    StandardHeader{"iomanip", "setfill setprecision setw"},
    StandardHeader{"iostream", "cerr cin clog cout"},
    StandardHeader{"iterator",
                   "back_inserter inserter istreambuf_iterator make_move_iterator next prev",
                   "advance begin data distance empty end input_iterator_tag size"},
    StandardHeader{"limits", "numeric_limits"},
    StandardHeader{"list", "list"},
    StandardHeader{"map", "map multimap"},
    StandardHeader{"memory",
                   "enable_shared_from_this make_shared make_unique shared_ptr "
                   "static_pointer_cast unique_ptr weak_ptr"},
    StandardHeader{"mutex", "call_once lock_guard mutex once_flag scoped_lock unique_lock"},
    StandardHeader{"numbers", "numbers"},
    StandardHeader{"numeric", "accumulate gcd inner_product iota lcm partial_sum reduce"},
    StandardHeader{"optional", "nullopt nullopt_t optional"},
    StandardHeader{"queue", "priority_queue queue"},
    StandardHeader{"random",
                   "exponential_distribution minstd_rand mt19937 mt19937_64 normal_distribution "
                   "random_device uniform_int_distribution uniform_random_bit_generator "
                   "uniform_real_distribution"},
    StandardHeader{"set", "multiset set"},
    StandardHeader{"source_location", "source_location"},
    StandardHeader{"span", "as_bytes as_writable_bytes span"},
    StandardHeader{"sstream", "istringstream ostringstream stringstream"},
    StandardHeader{"stdexcept",
                   "domain_error invalid_argument length_error logic_error out_of_range "
                   "range_error runtime_error"},
    StandardHeader{"string", "stod stof stoi stol stoll stoul stoull string to_string", "getline"},
    StandardHeader{"string_view", "string_view", "string_view_literals"},
    StandardHeader{"system_error", "error_code generic_category system_category system_error",
                   "errc"},
    StandardHeader{"thread", "jthread this_thread thread"},
    StandardHeader{"tuple", "apply make_tuple tie tuple tuple_size_v", "get"},
    StandardHeader{"type_traits",
                   "conditional_t decay_t enable_if_t false_type invoke_result_t is_abstract_v "
                   "is_arithmetic_v is_base_of_v is_empty_v is_enum_v is_invocable_v is_same_v "
                   "remove_const_t remove_cvref_t remove_reference_t true_type type_identity "
                   "type_identity_t underlying_type_t"},
    StandardHeader{"utility",
                   "as_const declval exchange forward in_place index_sequence integer_sequence "
                   "make_index_sequence make_pair move pair swap",
                   "get"},
    StandardHeader{"variant",
                   "get_if holds_alternative in_place_type monostate variant "
                   "variant_alternative_t variant_size_v visit",
                   "get"},
    StandardHeader{"vector", "vector"},
};

struct NamesOfHeader {
    std::set<std::string> own;     // in no other header
    std::set<std::string> shared;  // in others too
};

// By header.
inline const std::map<std::string, NamesOfHeader>& names_of_headers() {
    static const std::map<std::string, NamesOfHeader> all = [] {
        std::map<std::string, NamesOfHeader> found;
        for (const StandardHeader& row : standard_headers) {
            NamesOfHeader& names = found[std::string(row.header)];
            for (std::string& name : words_in(std::string(row.names))) names.own.insert(name);
            for (std::string& name : words_in(std::string(row.shared))) names.shared.insert(name);
        }
        return found;
    }();
    return all;
}

}  // namespace mdisim::testing
