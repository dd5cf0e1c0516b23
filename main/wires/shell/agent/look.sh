# ls_names FOLDER BEGINNING: answers the names there that begin so.
ls_names() {
  cd -P -- "$LS_root/$1" || return 0
  for LS_l in "$2"* .[!.]*; do
    case $LS_l in "$2"*) if [ -e "$LS_l" ] || [ -L "$LS_l" ]; then ls_put "n $LS_i $LS_l"; fi ;; esac
  done
}

# What stands on devices is worked out over there; here only: where paths really are (r), names (n, that begin so s),
# text (t, of procfs p), and the number of a device file (d).
ls_do_look() {
  # Its values have numbers with gaps: what makes the answers to reads shorter on a console is to leave it alone.
  ls_put '#'
  LS_i=0
  for LS_x; do
    LS_y=${LS_x%%=*}
    ls_text "=${LS_x#*=}"
    case $LS_y in
    r) if ls_real "$LS_t"; then ls_put "r $LS_i ${LS_t#"$LS_root"/}"; fi ;;
    n) ls_names "$LS_t" '' ;;
    s) ls_names "${LS_t%/*}" "${LS_t##*/}" ;;
    t) if [ -f "$LS_root/$LS_t" ]; then ls_value $LS_i "$LS_root/$LS_t"; fi ;;
    p) if [ -n "$LS_proc" ] && [ -f "$LS_proc/$LS_t" ]; then ls_value $LS_i "$LS_proc/$LS_t"; fi ;;
    d) case $LS_t in /dev/*) ls_put "d $LS_i $(stat -L -c '%t:%T' -- "$LS_t")" ;; esac ;;
    esac
    LS_i=$((LS_i + 1))
  done
}

ls_do_hello() {
  ls_put "K user $(ls_plain "$(id -un || id -u)")"
  ls_put "K uid $(id -u)"
  ls_put "K host $(ls_plain "$(uname -n)")"
  ls_put "K kernel $(ls_plain "$(uname -sr)")"
  if [ -n "$LS_root" ] && [ -d "$LS_root/bus" ]; then ls_put "K sysfs $(ls_plain "$LS_root")"; fi
  LS_v=
  if [ -n "$LS_proc" ]; then
    IFS= read -r LS_v <"$LS_proc/sys/kernel/random/boot_id" && ls_put "K boot $LS_v"
    IFS= read -r LS_v <"$LS_proc/uptime" && ls_put "K uptime ${LS_v%% *}"
    [ -z "$SSH_CONNECTION" ] || ls_put "K ssh $(ls_plain "$SSH_CONNECTION")"
    if (exec 9</dev/kmsg); then ls_put 'K kmsg yes'; fi
  fi
  ls_put "K reader ${LS_fast:-sh}"
  for LS_x in od hexdump base64 dd cat cksum readlink stat sudo udevadm python3 gzip setsid; do
    if has $LS_x; then ls_put "K has $LS_x"; fi
  done
  if has busybox && busybox uevent --help 2>&1 | grep -q 'Usage: uevent'; then ls_put 'K has uevent'; fi
}
