# entente::compiled: the library with what is no template compiled once, in a static library. Whoever links it compiles with
# ENTENTE_SEPARATE_COMPILATION and links the definitions; entente::entente stays headers only. See entente/config.hpp.
#
# This file and compiled/ are installed as they are: users compile the library too, with their own compiler and flags, so that
# the installed tree has nothing in it that depends on a processor, a standard library or a sanitizer. It is built where
# something links it, and once for all that do; no `all` and no install rule touches it. A static library of a user's that
# links it and is exported takes it along: install(TARGETS entente_compiled EXPORT ...).
#
# compiled/<part>.cpp is a part of ENTENTE_DEFINES: a file each, for as many processors.
if(NOT TARGET entente_compiled)
    file(GLOB entente_compiled_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/compiled/*.cpp")
    add_library(entente_compiled STATIC EXCLUDE_FROM_ALL ${entente_compiled_sources})
    add_library(entente::compiled ALIAS entente_compiled)
    unset(entente_compiled_sources)
    target_link_libraries(entente_compiled PUBLIC entente::entente)
    target_compile_definitions(entente_compiled PUBLIC ENTENTE_SEPARATE_COMPILATION)
    # Shared libraries may link it.
    set_target_properties(entente_compiled PROPERTIES POSITION_INDEPENDENT_CODE ON)
endif()
