# Lines of standard input up to an empty one, or each by itself, go out as they come.
ls_pump() {
  LS_quick=1
  while IFS= read -r LS_l; do
    case $LS_l in *[!\ -~]*) LS_l=$(ls_plain "$LS_l") ;; esac
    [ ${#LS_l} -le 2000 ] || continue
    LS_o=$LS_o$LS_l$LS_n
    if [ -z "$LS_l" ] || [ "$1" = each ]; then
      [ ${#LS_o} -gt 3900 ] || ls_frame + "$LS_o"
      LS_o=
    fi
  done
}
ls_do_uevents() {
  if has udevadm; then udevadm monitor --kernel --property | ls_pump
  elif has busybox; then busybox uevent sh -c 'env; echo' | ls_pump
  fi
}
ls_do_kmsg() {
  IFS=. read -r LS_k LS_rest <"$LS_proc/uptime"
  # Reading fails when lines were overwritten before they were read: it goes on with those that are there.
  while
    cat
    [ $? = 1 ]
  do sleep 1; done </dev/kmsg | while IFS= read -r LS_l; do
    LS_v=${LS_l#*,*,}
    LS_v=${LS_v%%,*}
    case $LS_l in ' '* | '') continue ;; esac
    case $LS_v in *[!0-9]* | '') continue ;; esac
    [ $((LS_v / 1000000)) -lt "$LS_k" ] || printf '%s\n' "$LS_l"
  done | ls_pump each
}
