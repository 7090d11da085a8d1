# cmake -DSOURCE=printed.cpp -DINCLUDE= -DPRINTERS=entente_gdb.py -DSCRATCH= -DCOMPILER= -DFLAGS=-std=c++20;-isystem;... -P gdb.cmake
# What gdb shows of ids, scales, stances and matrices with the printers that are installed.
cmake_minimum_required(VERSION 3.25)

find_program(gdb gdb)
if(NOT gdb)
    message("skipped: gdb is not installed")
    return()
endif()
execute_process(COMMAND "${gdb}" -nx -batch -ex "python print('it speaks Python')" OUTPUT_VARIABLE says ERROR_QUIET)
if(NOT says MATCHES "it speaks Python")
    message("skipped: this gdb has no Python")
    return()
endif()

file(MAKE_DIRECTORY "${SCRATCH}")
execute_process(COMMAND "${COMPILER}" ${FLAGS} -g -O0 "-I${INCLUDE}" "${SOURCE}" -o "${SCRATCH}/printed" -pthread COMMAND_ERROR_IS_FATAL ANY)

set(wanted
    "vertex=actor #3"
    "issue=issue #7"
    "labelled=ordinal against=-1|for=1"
    "continuous=interval 0..2.5"
    "acceptable=[1, 4]"
    "said=2.5, salience 3, accepts [1, 4]"
    "withheld=withheld"
    "matrix=2 actors x 2 issues, 3 known positions"
    "[North] = {border: 1, tariff: 2}, [South] = {border: 3}"
    "pairs=2 actors, symmetric pairs"
    "[0, 1] = 0.5")
set(asked)
foreach(name IN ITEMS vertex issue labelled continuous acceptable said withheld matrix pairs)
    list(APPEND asked -ex "echo ${name}=" -ex "output ${name}" -ex "echo \\n")
endforeach()
execute_process(
    COMMAND "${gdb}" -nx -batch -ex "set confirm off" -ex "source ${PRINTERS}" -ex "break here"
            -ex run -ex up ${asked} "${SCRATCH}/printed"
    OUTPUT_VARIABLE shown ERROR_VARIABLE complaints)
if(complaints MATCHES "ptrace|personality" AND NOT shown MATCHES "Breakpoint 1, ")
    message("skipped: programs may not be debugged here")
    return()
endif()
foreach(words IN LISTS wanted)
    string(FIND "${shown}" "${words}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "gdb does not show\n  ${words}\nbut\n${shown}\n${complaints}")
    endif()
endforeach()
