# mdisim_add_policy(NAME FILE...) builds libNAME.so, a plug-in with the policies of the files:
#     mdisim run SCENARIO --plugin ./libNAME.so
# The files are as those of policies/ are. What they take from other static libraries is in the
# plug-in and counts as part of its policies; what they take from shared libraries does not.
function(mdisim_add_policy name)
    add_library(${name} MODULE ${ARGN} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin_mark.cpp)
    target_link_libraries(${name} PRIVATE mdisim::headers)
    if(TARGET mdisim_interface)  # of sources that are brought in by add_subdirectory
        add_dependencies(${name} mdisim_interface)
    endif()
endfunction()
