# entente_mpiexec(<variable> <processes>)
#
# The words before a program that run it as so many MPI processes on this machine, whatever the number of its processors, for
# tests. Precondition: MPI has been found.
function(entente_mpiexec variable processes)
    get_property(flags GLOBAL PROPERTY entente_mpiexec_flags)
    get_property(known GLOBAL PROPERTY entente_mpiexec_flags SET)
    if(NOT known)
        # Open MPI refuses more processes than processors, and the superuser, unless it is told; other MPIs have no such options.
        execute_process(COMMAND "${MPIEXEC_EXECUTABLE}" --version OUTPUT_VARIABLE version ERROR_VARIABLE version)
        if(version MATCHES "Open MPI|OpenRTE")
            set(flags --oversubscribe)
            execute_process(COMMAND id -u OUTPUT_VARIABLE uid OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
            if(uid STREQUAL "0")
                list(APPEND flags --allow-run-as-root)
            endif()
        endif()
        set_property(GLOBAL PROPERTY entente_mpiexec_flags "${flags}")
    endif()
    set(${variable} "${MPIEXEC_EXECUTABLE}" ${MPIEXEC_NUMPROC_FLAG} ${processes} ${flags} ${MPIEXEC_PREFLAGS} PARENT_SCOPE)
endfunction()
