# The evidence that the kernel keeps of a device, as dump.py has it.
$do{dump} = sub {
  my ($s, %has) = family();
  return put('V 32 ' . ($! + 0) . "\n") if !$s;
  return put("V 32 93\n") if !%has;
  my $name = text($args[0] // '') . "\0";
  my $body = pack('C C S S S', 2, 1, 0, 4 + length $name, 4) . $name . "\0" x (-length($name) % 4);
  my ($number) = unpack 'S', $has{1} // '';
  my ($error, $kind, @kinds, %objects, %told) = (71);
  setsockopt $s, 1, 20, pack 'l! l!', 20, 0;
  send $s, pack('L S S L L', 16 + length $body, $number // 0, 0x301, 1, 0) . $body, 0;
  MESSAGES: for (;;) {
    defined recv $s, my $data, 65536, 0 or do { $error = $! == 11 ? 110 : $! + 0; last };
    while (length $data >= 16) {
      my ($length, $what) = unpack 'L S', $data;
      if ($what == 2 || $what == 3) { $error = -unpack 'l', substr $data, 16, 4; last MESSAGES }
      %has = parts(substr $data, 20, $length > 20 ? $length - 20 : 0);
      if (defined $has{1}) {
        push @kinds, $kind = unpack 'L', $has{1};
        $objects{$kind} = '';
        %told = (30, unpack('L', $has{6} // ''), 31, unpack 'H*', $has{5} // '');
      }
      last MESSAGES if !defined $kind || !defined $has{8};
      $objects{$kind} .= $has{8};
      my $next = $length + 3 & ~3;
      $data = substr $data, $next < 16 ? 16 : $next < length $data ? $next : length $data;
    }
  }
  put("X $_ " . hex_of($objects{$_}) . "\n") for @kinds;
  put("V $_ $told{$_}\n") for sort keys %told;
  put("V 32 $error\n");
};
