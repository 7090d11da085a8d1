# cmake -DREADME= -DEXAMPLES= -P readme.cmake
# What the README shows of programs is what they are and what they print.
cmake_minimum_required(VERSION 3.25)

file(READ "${README}" readme)
function(expect_in_readme what text)
    string(STRIP "${text}" text)
    if(text STREQUAL "")
        message(FATAL_ERROR "${what} is empty")
    endif()
    string(FIND "${readme}" "${text}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "the README does not hold ${what} as it now is")
    endif()
endfunction()

file(READ "${EXAMPLES}/five_minutes.cpp" code)
string(FIND "${code}" "\n" licence_end)  # the licence stands once for all
string(SUBSTRING "${code}" ${licence_end} -1 code)
expect_in_readme("examples/five_minutes.cpp" "${code}")
foreach(output IN ITEMS five_minutes entente.compare_list_measures_markdown entente.compare_un_reference entente.compare_yle_reference)
    file(READ "${EXAMPLES}/expected/${output}.txt" text)
    expect_in_readme("the output of ${output}" "${text}")
endforeach()
