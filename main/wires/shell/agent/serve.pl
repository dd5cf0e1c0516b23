# Answers, line by line, what the shell hands on. Each line has a worker of its own, so that one that hangs holds up nothing.
# Workers stay, and one waits already when a line comes: to fork takes longer than to answer.
my (%worker, %doing, @idle);
pipe my $done, my $tell;

# A request, or several in turn with `;` between them.
sub answer {
  my @turns = ([]);
  for (@_) { $_ eq ';' ? push(@turns, []) : push(@{ $turns[-1] }, $_) }
  for my $turn (@turns) {
    ($id, my $verb, @args) = @$turn;
    ($part, $out, $careful, %hung) = (0, '', 0);
    while (@args && $args[0] =~ /^(-c|!(.*))$/) { shift @args; defined $2 ? ($hung{$2} = 1) : ($careful = 1) }
    $do{$verb} or return;
    $do{$verb}->();
    frame('.', $out);
  }
}
sub hire {
  pipe my $from, my $to;
  my $pid = fork;
  return if !defined $pid;
  if (!$pid) {
    $SIG{PIPE} = 'DEFAULT';
    close $_ for $to, $done, values %worker;
    open STDIN, '<', '/dev/null';
    while (defined(my $line = <$from>)) { answer(split ' ', $line); syswrite $tell, sprintf '%8d', $$ }
    exit 0;
  }
  close $from;
  $worker{$pid} = $to;
  push @idle, $pid;
}
sub dismiss {
  my ($pid) = @_;
  close delete $worker{$pid};
}
sub forget {
  my ($pid) = @_;
  delete @doing{ grep { $doing{$_} == $pid } keys %doing };
}
sub take {
  my ($line) = @_;
  my @words = split ' ', $line;
  if ($words[1] eq 'kill') {
    my $pid = $doing{ $words[2] } or return;
    forget($pid);
    dismiss($pid);
    kill 9, $pid;
    return;
  }
  hire() if !@idle;
  my $pid = shift @idle or return;
  for (0 .. $#words) { $doing{ $words[$_] } = $pid if !$_ || $words[$_ - 1] eq ';' }
  syswrite $worker{$pid}, "$line\n";
  hire() if !@idle;
}

$SIG{PIPE} = 'IGNORE';
hire() for 1 .. 2;
my $asked = '';
for (;;) {
  my $ready = '';
  vec($ready, $_, 1) = 1 for 0, fileno $done;
  select $ready, undef, undef, undef;
  # A worker that ended by itself is no more; its number is its own until it is asked for here.
  while ((my $gone = waitpid -1, 1) > 0) { forget($gone); @idle = grep { $_ != $gone } @idle; dismiss($gone) if $worker{$gone} }
  if (vec $ready, fileno $done, 1) {
    sysread $done, my $pids, 4096;
    for (grep { $worker{$_} } map { $_ + 0 } unpack '(A8)*', $pids) { forget($_); @idle < 4 ? push(@idle, $_) : dismiss($_) }
  }
  if (vec $ready, 0, 1) {
    sysread STDIN, $asked, 65536, length $asked or last;
    take($1) while $asked =~ s/^(.*)\n//;
  }
}
kill 9, keys %worker;
