#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Holds the rules of the house that a compiler does not. Usage: check_rules.sh SOURCE_DIR
set -uo pipefail
cd "$1" || exit 2
failures=0

files() { find "$@" -type f \( -name '*.h' -o -name '*.cpp' \) -not -path '*/build*/*' | sort; }

# rule DESCRIPTION PATTERN FILES…: no line of the files may match. `allowed` filters exceptions, each with its reason.
rule() {
    local description=$1 pattern=$2 hits
    shift 2
    [ $# = 0 ] && return
    hits=$(grep -nE "$pattern" "$@" /dev/null | grep -vE "${allowed:-^$}")
    [ -z "$hits" ] && return
    printf '%s:\n%s\n\n' "$description" "$hits"
    failures=$((failures + 1))
}

product=$(files platform engine app)
portable=$(files engine app; files platform | grep -vE '^platform/(linux|posix|macos|windows)/')
qtfree=$(files platform engine/core)

rule 'Conditionals on the system outside platform/<system>' '#[[:space:]]*(el)?if.*(Q_OS_|_WIN32|__APPLE__|__linux__|__unix__)' $portable
rule 'Qt below the engine' '#include <Q|\bQString\b|\bQObject\b' $qtfree
rule 'A system header in a header of ours' '#include <(windows|winsock2|sys/|netinet/|arpa/|linux/|unistd|poll|net/)' $(files platform engine app | grep '\.h$' | grep -vE '^platform/(linux|posix|macos|windows)/')
rule 'Sleeping' 'sleep_for|sleep_until|QThread::(m|u)?sleep|[^_a-zA-Z]usleep\(|qWait\(' $product $(files tests | grep -v '^tests/bench/')
# trace_options.h declares every duration; option structs of other parts end in _options.h.
rule 'A duration literal outside the option structs' '[^_a-zA-Z0-9.][0-9]+(\.[0-9]+)?(ns|us|ms|s|min|h)\b|(milli|micro|nano)?seconds\([1-9][0-9]*\)' \
    $(grep -vE '_options\.h$' <<<"$product")
rule 'Unfinished marks' 'TODO|FIXME|\bXXX\b|HACK|not implemented' $product $(files tests)
rule 'Old-style or guessing connections' '\bSIGNAL\(|\bSLOT\(|\bsender\(\)' $product
rule 'Rich text where hostile text may stand' 'Qt::(RichText|AutoText|MarkdownText)' $(files app)
rule 'Globbed sources' 'file\(GLOB' $(git ls-files '*CMakeLists.txt')

for file in $(git ls-files '*.h' '*.cpp' '*.sh' 'CMakeLists.txt' '*/CMakeLists.txt' dev .ci/run); do
    [ -f "$file" ] || continue
    head -n 4 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' && continue
    echo "No SPDX licence line: $file"
    failures=$((failures + 1))
done

# A file over its budget is split, or named with its reason in docs/STYLE.md.
for file in $product $(files tests); do
    limit=400
    case $file in *.h) limit=200 ;; esac
    lines=$(wc -l <"$file")
    if [ "$lines" -gt "$limit" ] && ! grep -qF "\`$file\`" docs/STYLE.md 2>/dev/null; then
        echo "Warning: $file has $lines lines (limit $limit)"
    fi
done

[ $failures = 0 ] && echo "All rules hold."
exit $((failures > 0))
