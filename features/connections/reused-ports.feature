@model:stateful
Feature: A client's port that is used again
  Ports come round again while conntrack still remembers what went before. Whether the new SYN starts a new entry, and
  so meets policy, depends on how the old connection ended.
  Sources: case TCP_CONNTRACK_SYN_SENT and TCP_CONNTRACK_IGNORE of net/netfilter/nf_conntrack_proto_tcp.c; RFC 9293,
  section 3.5.1; measured on Linux 6.18.

  Background:
    Given the pods:
      | pod      | ip         | ports |
      | frontend | 10.244.0.7 |       |
      | backend  | 10.244.0.9 | 8080  |
    And frontend opens a connection to backend:8080 from port 50000

  Rule: After a connection that ended in order, the SYN starts anew

    Scenario: In TIME_WAIT
      Given frontend closes the connection
      And conntrack has the connection in state TIME_WAIT
      When frontend opens a connection to backend:8080 from port 50000
      Then the packets are:
        | from     | packet  | seen        | state       |
        | frontend | SYN     | NEW         | SYN_SENT    |
        | backend  | SYN-ACK | ESTABLISHED | SYN_RECV    |
        | frontend | ACK     | ESTABLISHED | ESTABLISHED |

    Scenario: Straight after the client's own reset
      Given frontend resets the connection
      And conntrack has the connection in state CLOSE
      When frontend opens a connection to backend:8080 from port 50000
      Then the packets are:
        | from     | packet  | seen        | state       |
        | frontend | SYN     | NEW         | SYN_SENT    |
        | backend  | SYN-ACK | ESTABLISHED | SYN_RECV    |
        | frontend | ACK     | ESTABLISHED | ESTABLISHED |

    Scenario Outline: It is a new connection to policy, whatever the old one was allowed: after <end>
      Given frontend <end>
      And deny-all ingress
      When frontend opens a connection to backend:8080 from port 50000
      Then the packets are:
        | packet | seen | verdict                    |
        | SYN    | NEW  | dropped at backend ingress |
      And conntrack -L shows nothing

      Examples:
        | end                   |
        | closes the connection |
        | resets the connection |

  Rule: After the server's reset, the SYN is waved through, and the SYN-ACK brings the entry back to life

    The tracker cannot know whether the RST was meant. For ten seconds a SYN from the same port does not meet policy.

    Background:
      Given backend resets the connection
      And conntrack has the connection in state CLOSE

    Scenario: The entry that was closed is open again
      When frontend opens a connection to backend:8080 from port 50000
      Then the packets are:
        | from     | packet  | seen        | state       |
        | frontend | SYN     | ESTABLISHED | CLOSE       |
        | backend  | SYN-ACK | ESTABLISHED | SYN_RECV    |
        | frontend | ACK     | ESTABLISHED | ESTABLISHED |

    Scenario: Even where policy would no longer have it
      Given deny-all
      When frontend opens a connection to backend:8080 from port 50000
      Then the connection is open

    Scenario: Ten seconds later it is an ordinary SYN
      Given deny-all
      When 10 seconds pass
      And frontend opens a connection to backend:8080 from port 50000
      Then the packets are:
        | packet | seen | verdict                    |
        | SYN    | NEW  | dropped at frontend egress |

  Rule: In an open connection a SYN changes nothing, and the server asks back

    Scenario: A SYN out of the blue
      When frontend sends a SYN
      Then the packets are:
        | from     | packet | seen        | state       |
        | frontend | SYN    | ESTABLISHED | ESTABLISHED |
        | backend  | ACK    | ESTABLISHED | ESTABLISHED |
      And the connection is still open

    Scenario: A client that has forgotten answers the challenge by a RST, and connects at the second attempt
      Given pod frontend restarts
      When frontend opens a connection to backend:8080 from port 50000
      Then the packets are:
        | at  | from     | packet | seen        | state       |
        | 0 s | frontend | SYN    | ESTABLISHED | ESTABLISHED |
        | 0 s | backend  | ACK    | ESTABLISHED | ESTABLISHED |
        | 0 s | frontend | RST    | ESTABLISHED | CLOSE       |
      When 1 second passes
      Then the packets are:
        | at  | from     | packet  | seen        | state       |
        | 1 s | frontend | SYN     | NEW         | SYN_SENT    |
        | 1 s | backend  | SYN-ACK | ESTABLISHED | SYN_RECV    |
        | 1 s | frontend | ACK     | ESTABLISHED | ESTABLISHED |
      And the connection is open

    Scenario: The second attempt meets the policy of its day
      Given pod frontend restarts
      And deny-all egress
      When frontend opens a connection to backend:8080 from port 50000
      And 1 second passes
      Then the packets are:
        | at  | from     | packet | seen | verdict                    |
        | 1 s | frontend | SYN    | NEW  | dropped at frontend egress |

  Rule: The server has to be told first

    Scenario: A client that restarted and opens again from the same port waits until the server has believed it
      When pod frontend restarts
      And frontend opens a connection to backend:8080 from port 50000
      Then the connection hangs
      When 1 second passes
      Then the connection is open
