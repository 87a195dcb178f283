# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Cross build for 64-bit Windows with mingw-w64 (posix threads). The environment variable PERIPLUS_WINDOWS_SYSROOT names a
# folder with Qt, c-ares and libmaxminddb for Windows; without it only the layers without Qt can be built. The Qt of the
# build machine (moc, rcc, lrelease) must have the same version.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32)
set(PERIPLUS_WINDOWS_SYSROOT "$ENV{PERIPLUS_WINDOWS_SYSROOT}" CACHE PATH "Qt and libraries for Windows")
if(PERIPLUS_WINDOWS_SYSROOT)
    list(PREPEND CMAKE_FIND_ROOT_PATH "${PERIPLUS_WINDOWS_SYSROOT}")
    set(CMAKE_PREFIX_PATH "${PERIPLUS_WINDOWS_SYSROOT}")
    set(QT_HOST_PATH /usr CACHE PATH "Qt of the build machine")
    execute_process(COMMAND g++ -print-multiarch OUTPUT_VARIABLE host_triplet OUTPUT_STRIP_TRAILING_WHITESPACE)
    set(QT_HOST_PATH_CMAKE_DIR "/usr/lib/${host_triplet}/cmake" CACHE PATH "Where its CMake packages are")
else()
    set(PERIPLUS_QT OFF CACHE BOOL "Build the parts that need Qt")
endif()
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES PERIPLUS_WINDOWS_SYSROOT)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# What is built runs here too: tests start through this.
if(EXISTS "${CMAKE_CURRENT_LIST_DIR}/../../tests/windows/wine.sh")
    get_filename_component(wine_script "${CMAKE_CURRENT_LIST_DIR}/../../tests/windows/wine.sh" ABSOLUTE)
    set(CMAKE_CROSSCOMPILING_EMULATOR "${wine_script}")
endif()
