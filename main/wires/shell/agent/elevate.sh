# More rights: the requests are read on by the left side of a pipe, and writes go down it to a shell that sudo started.
# The password, when there is one, is sudo's first line of it; it stands in no argument of any process.
ls_elevate() {
  LS_id=$1
  LS_part=0
  LS_quick=
  LS_pass=
  if [ $# -gt 1 ]; then
    ls_text "$2"
    LS_pass=$LS_t
    # Tried first with nothing after it: sudo then asks no second time.
    LS_d=$(printf '%s\n' "$LS_pass" | sudo -S -p '' -- true 2>&1 >/dev/null) || {
      LS_pass=
      ls_frame . "$(ls_plain "$(printf '%s' "$LS_d" | grep -v '^ *$' | tail -n 1)")$LS_n"
      return
    }
  else
    LS_d=$(sudo -n -- true 2>&1 >/dev/null </dev/null) || {
      ls_frame . "$(ls_plain "${LS_d:-sudo refused}")$LS_n"
      return
    }
  fi
  exec 4>&1
  {
    if [ -n "$LS_pass" ]; then printf '%s\n' "$LS_pass" >&5; fi
    LS_pass=
    LS_up=1
    ls_here
    printf 'LS %s up\n' "$LS_id" >&5
    ls_serve
  } 5>&1 >&4 | if [ $# -gt 1 ]; then sudo -S -p '' -- sh -c "$LS_text"; else sudo -n -- sh -c "$LS_text"; fi >&4 6>&- 7>&-
  exec 4>&-
}
ls_do_up() { ls_put UP; }
