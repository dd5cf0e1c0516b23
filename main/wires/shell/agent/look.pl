# What a dry run asks, as look.sh answers it.
sub whole {
  my ($name, $file) = @_;
  my ($f, $all) = (undef, '');
  sysopen($f, $file, 0) or return "E $name $!\n";
  while (length $all < 262144) {
    my $length = sysread $f, $all, 65536, length $all;
    return "E $name $!\n" if !defined $length;
    last if !$length;
  }
  chomp $all;
  return "X $name " . hex_of($all) . "\n" if $all =~ /[^\x20-\x7e\n]/;
  $all =~ s/\n/\n+/g;
  return "V $name $all\n";
}

$do{look} = sub {
  put("#\n");
  for my $i (0 .. $#args) {
    my ($kind, $path) = $args[$i] =~ /^(.)=(.*)$/ or next;
    $path = text($path);
    if ($kind eq 'r') {
      my $at = real($path);
      put("r $i " . substr($at, 1 + length $root) . "\n") if defined $at;
    } elsif ($kind eq 'n' || $kind eq 's') {
      my $beginning = $kind eq 's' && $path =~ s{/([^/]*)$}{} ? $1 : '';
      put("n $i $_\n") for grep { !/^\.\.?$/ && index($_, $beginning) == 0 } sort(names("$root/$path"));
    } elsif ($kind eq 't') {
      put(value($i, "$root/$path", 0)) if -f "$root/$path";
    } elsif ($kind eq 'p') {
      put(whole($i, "$ENV{LS_proc}/$path")) if $ENV{LS_proc} && -f "$ENV{LS_proc}/$path";
    } elsif ($kind eq 'd' && $path =~ m{^/dev/}) {
      my $number = (stat $path)[6];
      put(sprintf "d $i %x:%x\n", $number >> 8 & 0xfff, $number & 0xff | $number >> 12 & 0xfff00) if defined $number;
    }
  }
};
