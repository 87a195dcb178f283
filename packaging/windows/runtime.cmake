# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later

# What our programs load on Windows, by list: windeployqt does not run on another system. check_imports.sh finds out when
# something is missing here.
set(qt_libraries Qt6Core Qt6Gui Qt6Network Qt6Sql Qt6Widgets)
set(plugins platforms/qwindows styles/qwindowsvistastyle imageformats/qico imageformats/qjpeg sqldrivers/qsqlite
    tls/qschannelbackend)
set(compiler_libraries libgcc_s_seh-1.dll libstdc++-6.dll libwinpthread-1.dll)

set(runtime_files ${PERIPLUS_WINDOWS_SYSROOT}/bin/libcares.dll /usr/x86_64-w64-mingw32/lib/zlib1.dll)
foreach(library ${qt_libraries})
    list(APPEND runtime_files ${PERIPLUS_WINDOWS_SYSROOT}/bin/${library}.dll)
endforeach()
foreach(library ${compiler_libraries})
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=${library}
        OUTPUT_VARIABLE path OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT IS_ABSOLUTE "${path}") # winpthread is not the compiler's own
        set(path /usr/x86_64-w64-mingw32/lib/${library})
    endif()
    list(APPEND runtime_files ${path})
endforeach()

install(FILES ${runtime_files} DESTINATION .)
foreach(plugin ${plugins})
    get_filename_component(folder ${plugin} DIRECTORY)
    install(FILES ${PERIPLUS_WINDOWS_SYSROOT}/plugins/${plugin}.dll DESTINATION plugins/${folder})
endforeach()
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/qt.conf "[Paths]\nPrefix = .\nPlugins = plugins\n")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/qt.conf DESTINATION .)
file(WRITE ${PROJECT_BINARY_DIR}/bin/qt.conf "[Paths]\nPrefix = .\nPlugins = plugins\n")
file(WRITE ${PROJECT_BINARY_DIR}/tests/qt.conf "[Paths]\nPrefix = ../bin\nPlugins = plugins\n")

# Beside the programs of the build, so that they and the tests run from there; tests need a few more.
set(copies)
foreach(file ${runtime_files} ${PERIPLUS_WINDOWS_SYSROOT}/bin/Qt6Test.dll)
    list(APPEND copies COMMAND ${CMAKE_COMMAND} -E copy_if_different ${file} ${PROJECT_BINARY_DIR}/bin)
endforeach()
foreach(plugin ${plugins} platforms/qoffscreen)
    get_filename_component(folder ${plugin} DIRECTORY)
    list(APPEND copies
        COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/bin/plugins/${folder}
        COMMAND ${CMAKE_COMMAND} -E copy_if_different ${PERIPLUS_WINDOWS_SYSROOT}/plugins/${plugin}.dll
            ${PROJECT_BINARY_DIR}/bin/plugins/${folder})
endforeach()
add_custom_target(windows_runtime ALL
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/bin
    ${copies}
    COMMENT "Libraries and plugins beside the programs")
