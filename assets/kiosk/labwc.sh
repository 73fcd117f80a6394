labwc -C /etc/turnos/labwc -S "$0 window"
