@model:stateful
Feature: What a client sees of a blocked connection
  Policy has no voice: a client sees a timeout or a refusal, and has to guess. Most plugins drop silently, some refuse.
  Sources: connect(2); Documentation/networking/ip-sysctl.rst, tcp_syn_retries and tcp_retries2; curl,
  docs/cmdline-opts/_EXITCODES.md; exit codes of OpenBSD nc and GNU wget measured, as were the errors on Linux 6.18.

  Background:
    Given the pods:
      | pod      | ip         | ports        |
      | frontend | 10.244.0.7 |              |
      | backend  | 10.244.0.9 | 8080, 53/UDP |

  Rule: Nobody listens, or nobody may

    Scenario: An open port on an open network
      When frontend opens a connection to backend:8080
      Then the connection is open
      And curl exits with 0 for the connection
      And nc exits with 0 for the connection

    Scenario: A closed port on an open network refuses
      When frontend opens a connection to backend:9999
      Then the connection fails with connection refused
      And curl exits with 7 for the connection
      And nc exits with 1 for the connection
      And wget exits with 4 for the connection

    Scenario Outline: Where blocked packets are <packets>, the client sees <sight>
      Given deny-all ingress
      And the setting blocked-packets is <packets>
      Then frontend → backend:8080 fails with <sight>
      And curl exits with <curl> for frontend → backend:8080
      And nc exits with 1 for frontend → backend:8080
      And wget exits with 4 for frontend → backend:8080

      Examples:
        | packets    | sight              | curl |
        | dropped    | a timeout          | 28   |
        | refused    | connection refused | 7    |
        | reset      | connection refused | 7    |
        | prohibited | no route to host   | 7    |

    Scenario Outline: Where blocked packets are <packets>, the refusal comes at once: <answer>
      Given deny-all ingress
      And the setting blocked-packets is <packets>
      When frontend opens a connection to backend:8080
      Then the packets are:
        | packet | verdict                     | answer   |
        | SYN    | rejected at backend ingress | <answer> |
      And the connection fails with <sight>
      And conntrack -L shows nothing

      Examples:
        | packets    | answer                           | sight              |
        | refused    | ICMP port unreachable            | connection refused |
        | reset      | RST                              | connection refused |
        | prohibited | ICMP administratively prohibited | no route to host   |

    Scenario: Policy that refuses and a closed port look alike
      Given the setting blocked-packets is reset
      And deny-all ingress
      Then frontend → backend:8080 fails with connection refused
      When all policies are deleted
      Then frontend → backend:9999 is refused
      And curl exits with 7 for frontend → backend:9999

    Scenario: A refusal at another node leaves the client's node with an entry for two minutes
      Given the pods:
        | pod      | ports | node     |
        | frontend |       | worker-1 |
        | backend  | 8080  | worker-2 |
      And the setting blocked-packets is refused
      And deny-all ingress
      When frontend opens a connection to backend:8080
      Then the connection fails with connection refused
      And conntrack has the connection in state SYN_SENT on node worker-1
      And conntrack keeps the connection for another 2 minutes on node worker-1
      But conntrack has no entry for the connection on node worker-2

    Scenario: It does not matter to the client which side says no, nor whether request or reply is lost
      Given deny-all
      Then frontend → backend:8080 fails with a timeout
      When frontend allows egress to backend
      Then frontend → backend:8080 fails with a timeout
      When backend allows ingress from frontend
      Then under the three-check model, frontend → backend:8080 fails with a timeout
      But frontend → backend:8080 succeeds

  Rule: Without a limit of its own a client hangs for more than two minutes

    curl's own limit for connecting is five minutes, more than the kernel takes to give up, so use -m or
    --connect-timeout.

    Scenario: Ten attempts after the first, and an end after 131 seconds
      Timers of a real kernel are coarse: measured were 134.7 seconds.

      Given deny-all ingress
      When frontend opens a connection to backend:8080
      And 130 seconds pass
      Then the packets are:
        | at   | packet | verdict                    |
        | 1 s  | SYN    | dropped at backend ingress |
        | 2 s  | SYN    | dropped at backend ingress |
        | 3 s  | SYN    | dropped at backend ingress |
        | 4 s  | SYN    | dropped at backend ingress |
        | 5 s  | SYN    | dropped at backend ingress |
        | 7 s  | SYN    | dropped at backend ingress |
        | 11 s | SYN    | dropped at backend ingress |
        | 19 s | SYN    | dropped at backend ingress |
        | 35 s | SYN    | dropped at backend ingress |
        | 67 s | SYN    | dropped at backend ingress |
      And the connection hangs
      When 1 second passes
      Then the connection timed out
      And curl exits with 28 for the connection

    Scenario: A server whose answer is lost answers again when it is asked again, and by itself
      Given the three-check model
      And deny-all egress
      And frontend allows egress to backend
      When frontend opens a connection to backend:8080
      And 1 second passes
      Then the packets are:
        | at  | from     | packet  | verdict                   |
        | 1 s | frontend | SYN     | passes                    |
        | 1 s | backend  | SYN-ACK | dropped at backend egress |
        | 1 s | backend  | SYN-ACK | dropped at backend egress |
      And the connection fails with a timeout

  Rule: A connection that is cut hangs, and is not reset

    Background:
      Given the setting running-connections is request-rejudged
      And frontend opens a connection to backend:8080
      And deny-all

    Scenario: The writer hangs until its kernel gives up, a quarter of an hour later
      When frontend sends data
      And 15 minutes pass
      Then the connection hangs
      When 25 seconds pass
      Then the connection timed out
      And the connection fails with a timeout
      And curl exits with 28 for the connection

    Scenario: The reader waits for ever
      When 1 day passes
      Then the connection is open

    Scenario: Only a server that forgot resets, and then curl says so
      Given all policies are deleted
      And pod backend restarts
      When frontend sends data
      Then the connection fails with a reset
      And curl exits with 56 for the connection

  Rule: Over UDP silence is no sign of anything

    nc -zu takes it for an open port. Ask a question that the application answers.

    Scenario: A port that is open and a port that is blocked look alike to nc
      Then nc exits with 0 for frontend → backend:53/UDP
      When deny-all ingress
      Then nc exits with 0 for frontend → backend:53/UDP
      But frontend → backend:53/UDP fails with a timeout

    Scenario: Only a port where nobody listens says so
      Then nc exits with 1 for frontend → backend:9999/UDP

    Scenario Outline: Of those that are told, nc believes port unreachable alone: <packets>
      Given the setting blocked-packets is <packets>
      And deny-all ingress
      Then nc exits with <nc> for frontend → backend:53/UDP

      Examples:
        | packets    | nc |
        | dropped    | 0  |
        | refused    | 1  |
        | prohibited | 0  |

    Scenario: A question finds out
      Given deny-all ingress
      When frontend opens a connection to backend:53/UDP
      Then the connection hangs
      When backend allows ingress from frontend on port 53/UDP
      And frontend sends a datagram
      And backend answers
      Then the connection is open

  Rule: Only TCP can be reset

    Whoever rejects by RST answers other protocols by an ICMP error.
    Source: antrea-io/antrea docs/antrea-network-policy.md, Reject.

    Scenario Outline: Nobody resets <protocol>
      Given the pods:
        | pod      | ports           |
        | frontend |                 |
        | backend  | 53/UDP, 99/SCTP |
      And deny-all ingress
      And the setting blocked-packets is reset
      When frontend opens a connection to backend:<port>
      Then the packets are:
        | packet  | answer                           |
        | <first> | ICMP administratively prohibited |

      Examples:
        | protocol | port    | first    |
        | UDP      | 53/UDP  | datagram |
        | SCTP     | 99/SCTP | INIT     |
