set -- -d  # without a frame; and without -m last, with which cage 0.1 crashes, and 0.2 at its end
if cage -h 2>&1 | grep -q -e '^ -r'; then  # cage 0.1: turns by itself, and wlr-randr cannot tell it to
    unset TURNOS_ARRANGE
    case $turn in 90) set -- "$@" -r ;; 180) set -- "$@" -rr ;; 270) set -- "$@" -rrr ;; esac
fi
cage "$@" -- "$0" window
