# Writes OUT: the policy that line NUMBER of LIST is about, with the bug it says.
# The same reading of the list is in tests/app/mutants_test.cpp.
file(STRINGS ${LIST} lines REGEX "^policies/")
list(GET lines ${NUMBER} line)
string(REGEX MATCH "^(.+) \\| (.+) \\| (.+) \\| (.+) \\| (.+)$" whole "${line}")
set(file ${CMAKE_MATCH_1})
set(from "${CMAKE_MATCH_2}")
set(to "${CMAKE_MATCH_3}")

file(READ ${ROOT}/${file} text)
string(FIND "${text}" "${from}" first)
string(FIND "${text}" "${from}" last REVERSE)
if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "${LIST}: '${from}' must stand once in ${file}")
endif()
string(REPLACE "${from}" "${to}" text "${text}")
file(WRITE ${OUT} "${text}")
