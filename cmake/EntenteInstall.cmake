# Installs the headers, the package config and the pkg-config file. Nothing here depends on the processor: all of it goes
# to include/ and share/, and the tree may be moved afterwards.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(entente_config_dir "${CMAKE_INSTALL_DATADIR}/cmake/entente")

install(TARGETS entente EXPORT entente-targets FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT entente-targets NAMESPACE entente:: DESTINATION "${entente_config_dir}")

set(ENTENTE_CONFIG_COMPONENTS)
foreach(name IN LISTS entente_components)
    install(TARGETS entente_${name} EXPORT entente-${name}-targets FILE_SET HEADERS
            DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
    install(EXPORT entente-${name}-targets NAMESPACE entente:: DESTINATION "${entente_config_dir}")
    string(APPEND ENTENTE_CONFIG_COMPONENTS
           "set(_entente_package_${name} ${entente_component_${name}_package} ${entente_component_${name}_find})\n")
endforeach()

configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/entente-config.cmake.in" "${PROJECT_BINARY_DIR}/entente-config.cmake"
    INSTALL_DESTINATION "${entente_config_dir}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/entente-config-version.cmake" COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${PROJECT_BINARY_DIR}/entente-config.cmake" "${PROJECT_BINARY_DIR}/entente-config-version.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/EntenteCompiled.cmake"
        DESTINATION "${entente_config_dir}")
install(DIRECTORY "${CMAKE_CURRENT_LIST_DIR}/compiled" DESTINATION "${entente_config_dir}" FILES_MATCHING PATTERN "*.cpp")

# pkg-config: found from its own place, ${pcfiledir}, so that it moves with the tree.
if(IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_DATADIR}")
    set(ENTENTE_PC_INCLUDEDIR "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
else()
    file(RELATIVE_PATH ENTENTE_PC_INCLUDEDIR "/prefix/${CMAKE_INSTALL_DATADIR}/pkgconfig"
         "/prefix/${CMAKE_INSTALL_INCLUDEDIR}")
    set(ENTENTE_PC_INCLUDEDIR "\${pcfiledir}/${ENTENTE_PC_INCLUDEDIR}")
endif()
configure_file("${CMAKE_CURRENT_LIST_DIR}/entente.pc.in" "${PROJECT_BINARY_DIR}/entente.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/entente.pc" DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig")

# For debuggers: gdb's printers, and those of Visual Studio.
install(FILES "${CMAKE_CURRENT_LIST_DIR}/packaging/debug/entente_gdb.py" "${CMAKE_CURRENT_LIST_DIR}/packaging/debug/entente.natvis"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/entente/debug")

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
