# One object to a device's mailbox, and its answer, as carry.sh has it.
$do{carry} = sub {
  my ($address, $object) = ($args[0] // '', text($args[1] // ''));
  $address = '-' if $address !~ /^[0-9a-f][0-9a-f:.]*$/;
  my ($f, $answer) = (undef, '');
  sysopen($f, "$root/kernel/debug/lockstep_trust/doe/$address", 2) && defined syswrite($f, $object)
    or return put("E 0 $!\n");
  while (length $answer < 131072) {
    my $length = sysread $f, $answer, 65536, length $answer;
    return put("E 0 $!\n") if !defined $length;
    last if !$length;
  }
  put('X 0 ' . hex_of($answer) . "\n");
};
