# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later

# embed_scenarios(OUTPUT FILE…): writes a source file that defines platform::builtinScenario() with the texts of the files,
# each by its file's stem. Done when configuring, and again when one of the files changes.
function(embed_scenarios output)
    set(arrays "")
    set(cases "")
    foreach(file IN LISTS ARGN)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        get_filename_component(name ${file} NAME_WE)
        file(READ ${file} bytes HEX)
        string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
        string(REPLACE "'\\x0a'," "'\\n',\n" bytes "${bytes}")
        string(APPEND arrays "constexpr char ${name}Text[] = {\n${bytes}};\n\n")
        string(APPEND cases "    if (name == \"${name}\")\n        return {${name}Text, sizeof ${name}Text};\n")
    endforeach()
    file(CONFIGURE OUTPUT ${output} @ONLY CONTENT "// Written by embed_scenarios.cmake: do not edit.
#include \"platform/sim/scenario.h\"

namespace platform {

namespace {

${arrays}} // namespace

std::string_view builtinScenario(std::string_view name)
{
${cases}    return {};
}

} // namespace platform
")
endfunction()
