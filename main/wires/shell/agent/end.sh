# ls_below PID: sets LS_y to that job and all below it, if it is still ours.
ls_below() {
  LS_k=
  for LS_f in /proc/[0-9]*/stat; do
    IFS= read -r LS_l <"$LS_f" || continue
    LS_x=${LS_l%% *}
    LS_l=${LS_l##*) }
    LS_l=${LS_l#* }
    LS_k="$LS_k $LS_x:${LS_l%% *}"
  done
  LS_y=
  for LS_x in $LS_me; do
    case "$LS_k " in *" $1:$LS_x "*) LS_y=" $1 " ;; esac
  done
  LS_x=
  while [ "$LS_x" != "$LS_y" ]; do
    LS_x=$LS_y
    for LS_f in $LS_k; do
      case $LS_y in *" ${LS_f#*:} "*)
        case $LS_y in *" ${LS_f%:*} "*) ;; *) LS_y="$LS_y${LS_f%:*} " ;; esac
        ;;
      esac
    done
  done
}

# ls_end PID: ends them. Held first, until none is new: what begins another meanwhile would leave that one behind. What
# hangs in the kernel ends when the kernel lets it.
ls_end() {
  LS_z=-
  while
    ls_below "$1"
    [ "$LS_y" != "$LS_z" ]
  do
    LS_z=$LS_y
    [ -z "$LS_y" ] || kill -STOP $LS_y
  done
  [ -z "$LS_y" ] || kill -9 $LS_y
}
