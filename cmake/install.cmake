# SPDX-License-Identifier: MIT
# cmake --install: libraries, headers, CMake package, pkg-config file. The tool installs itself (tools/CMakeLists.txt).
include(CMakePackageConfigHelpers)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/bleradio DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING
        PATTERN "*.h")

# One export a variant: a program that links the shared library needs nothing of what the static one needs.
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/bleradio)
foreach(variant shared static core_archive)
    install(TARGETS bleradio_${variant} EXPORT bleradio_${variant})
    install(EXPORT bleradio_${variant} NAMESPACE bleradio:: DESTINATION ${package_dir})
endforeach()
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/bleradioConfig.cmake.in bleradioConfig.cmake
                              INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(bleradioConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/bleradioConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/bleradioConfigVersion.cmake
        ${PROJECT_SOURCE_DIR}/cmake/FindMbedTLS.cmake DESTINATION ${package_dir})

# Relative to the file itself, so that an installed tree may be moved.
file(RELATIVE_PATH pc_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
set(pc_libs_private -lmbedcrypto) # brings no pkg-config file of its own on Debian 12
configure_file(${PROJECT_SOURCE_DIR}/cmake/bleradio.pc.in bleradio.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/bleradio.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
