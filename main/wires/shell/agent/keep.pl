# Evidence for our kernel module to keep, as keep.sh has it.
$do{keep} = sub {
  my $f;
  my $done = sysopen($f, "$root/kernel/debug/lockstep_trust/evidence", 1) && defined syswrite $f, text($args[0] // '');
  put($done ? "W\n" : "W $!\n");
};
