# The module for web pages: one file of JavaScript with the WebAssembly inside. It is made of sim/
# without the command line, MPI and Python, of all policies, and of what stands in this folder for
# threads and stores in files. Included by CMakeLists.txt at the top, where its lists are made.

# Headers that know no architecture, apart from those of the machine that builds.
set(headers ${PROJECT_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${headers})
foreach(library nlohmann fast_float fmt eigen3/Eigen)
    get_filename_component(name ${library} NAME)
    if(NOT EXISTS /usr/include/${library})
        message(FATAL_ERROR
            "there is no /usr/include/${library} ('scripts/packages web' installs it)")
    endif()
    file(CREATE_LINK /usr/include/${library} ${headers}/${name} SYMBOLIC)
endforeach()

file(GLOB web_sources CONFIGURE_DEPENDS sim/web/*.cpp)
set(module_sources ${sim_sources})
list(FILTER module_sources EXCLUDE REGEX
    "/sim/(app/|library/|campaign/(crash_log|file_keeper|parallel)\\.cpp$)")
set_source_files_properties(sim/fit/regression.cpp PROPERTIES
    COMPILE_DEFINITIONS "EIGEN_DONT_VECTORIZE;EIGEN_DONT_PARALLELIZE")
foreach(source IN LISTS web_sources)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP web)
endforeach()
foreach(source IN LISTS policy_sources)
    set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endforeach()

add_executable(mdisim_web ${module_sources} ${policy_sources} ${web_sources} ${digests}
    sim/web/libcxx.cc)
target_link_libraries(mdisim_web PRIVATE mdisim_flags)
target_include_directories(mdisim_web SYSTEM PRIVATE ${headers})
target_compile_definitions(mdisim_web PRIVATE MDISIM_DATA_FROM_PROGRAM="/")
# Counts fit into the 32 bits of a size here: what does not fit into memory is not there.
target_compile_options(mdisim_web PRIVATE -O2 -fwasm-exceptions
    -Wno-shorten-64-to-32 -Wno-unused-command-line-argument
    -include ${PROJECT_SOURCE_DIR}/sim/web/libcxx.h)
target_link_options(mdisim_web PRIVATE -O2 -fwasm-exceptions --no-entry
    -sMODULARIZE -sEXPORT_NAME=mdisimModule -sSINGLE_FILE -sENVIRONMENT=web,worker,node
    -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=2GB
    -sEXPORTED_FUNCTIONS=_mdisim_answer,_malloc,_free
    -sEXPORTED_RUNTIME_METHODS=stringToUTF8,lengthBytesUTF8,UTF8ToString)
set_target_properties(mdisim_web PROPERTIES OUTPUT_NAME mdisim UNITY_BUILD_MODE GROUP)

# How this standard library writes and reads numbers, to be compared with another.
add_executable(mdisim_web_numbers tests/web/numbers.cpp sim/web/libcxx.cc)
target_include_directories(mdisim_web_numbers PRIVATE ${PROJECT_SOURCE_DIR})
target_include_directories(mdisim_web_numbers SYSTEM PRIVATE ${headers})
target_compile_options(mdisim_web_numbers PRIVATE -O2 -fwasm-exceptions
    -include ${PROJECT_SOURCE_DIR}/sim/web/libcxx.h)
target_link_options(mdisim_web_numbers PRIVATE -O2 -fwasm-exceptions -sENVIRONMENT=node -sSINGLE_FILE)
set_target_properties(mdisim_web_numbers PROPERTIES OUTPUT_NAME mdisim_numbers UNITY_BUILD OFF)
