# cmake -DOUTPUT=entente.hpp [-DHEADERS=entente/entente.hpp;entente/io/csv.hpp] -P cmake/single_header.cmake
# The library as one header, made of this tree: what HEADERS (by default the umbrella) include, each file once, in the order in which
# a compiler would see them. It needs Boost's headers, as the library does, and goes by the name and the includes that its user
# gives it. Headers only: not for entente::compiled.
cmake_minimum_required(VERSION 3.25)

if(NOT OUTPUT)
    message(FATAL_ERROR "cmake -DOUTPUT=FILE [-DHEADERS=entente/entente.hpp;...] -P single_header.cmake")
endif()
if(NOT HEADERS)
    set(HEADERS entente/entente.hpp)
endif()
cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH root)

# What is there only if something holds would be missing wherever it is included first. That of headers only always holds.
function(require_unconditional text header)
    string(REPLACE ";" "," text "\n${text}")
    string(REGEX MATCHALL "\n[ \t]*#[ \t]*(if|ifdef|ifndef|endif|include \"entente/)[^\n]*" directives "${text}")
    set(conditions)
    foreach(directive IN LISTS directives)
        if(directive MATCHES "#[ \t]*if")
            list(APPEND conditions "${directive}")
        elseif(directive MATCHES "#[ \t]*endif")
            list(POP_BACK conditions)
        else()
            foreach(condition IN LISTS conditions)
                if(NOT condition MATCHES "#(if !defined\\(|ifndef )ENTENTE_SEPARATE_COMPILATION|#if ENTENTE_DEFINES\\(")
                    message(FATAL_ERROR "${header} includes a header only under a condition:${directive}${condition}")
                endif()
            endforeach()
        endif()
    endforeach()
endfunction()

# Appends a header to OUTPUT, and before it what it includes.
function(append_header header)
    get_property(done GLOBAL PROPERTY "done_${header}")
    if(done)
        return()
    endif()
    set_property(GLOBAL PROPERTY "done_${header}" TRUE)
    file(READ "${root}/include/${header}" text)
    require_unconditional("${text}" "${header}")
    string(REGEX REPLACE "^// SPDX[^\n]*\n" "" text "${text}")
    string(REPLACE "#pragma once\n" "" text "${text}")
    set(text "\n// ---- ${header}\n${text}")
    while(text MATCHES "\n#include \"(entente/[^\"]+)\"")
        set(line "${CMAKE_MATCH_0}")
        set(included "${CMAKE_MATCH_1}")
        string(FIND "${text}" "${line}" at)
        string(LENGTH "${line}" length)
        string(SUBSTRING "${text}" 0 ${at} before)
        math(EXPR after "${at} + ${length}")
        string(SUBSTRING "${text}" ${after} -1 text)
        file(APPEND "${OUTPUT}" "${before}\n")
        append_header("${included}")
    endwhile()
    file(APPEND "${OUTPUT}" "${text}")
endfunction()

file(STRINGS "${root}/include/entente/version.hpp" version REGEX "^#define ENTENTE_VERSION_(MAJOR|MINOR|PATCH) [0-9]+$")
list(TRANSFORM version REPLACE "^.* " "")
list(JOIN version "." version)
list(JOIN HEADERS ", " shown)
file(WRITE "${OUTPUT}" "// SPDX-License-Identifier: BSL-1.0
// Entente ${version} as one header: ${shown}. Made by cmake/single_header.cmake.
#pragma once

#if defined(ENTENTE_SEPARATE_COMPILATION)
#error \"this header has all definitions: compile without ENTENTE_SEPARATE_COMPILATION\"
#endif
")
foreach(header IN LISTS HEADERS)
    append_header("${header}")
endforeach()
