@model:stateful
Feature: How long conntrack remembers a TCP connection
  An entry lives until its timer runs out, and every packet that the tracker accepts starts the timer anew. How long it
  runs depends on the state; most of the times are sysctls, and kube-proxy changes two of them on its nodes.
  Sources: tcp_timeouts of net/netfilter/nf_conntrack_proto_tcp.c; Documentation/networking/nf_conntrack-sysctl.rst;
  kubernetes, pkg/proxy/apis/config/v1alpha1/defaults.go.

  Background:
    Given the pods:
      | pod      | ip         | ports |
      | frontend | 10.244.0.7 |       |
      | backend  | 10.244.0.9 | 8080  |

  Rule: By state

    Scenario: SYN_SENT: 2 minutes
      When frontend sends a SYN to backend:8080
      Then conntrack -L shows:
        """
        tcp 6 120 SYN_SENT src=frontend dst=backend sport=40000 dport=8080 [UNREPLIED] src=backend dst=frontend sport=8080 dport=40000
        """

    Scenario: SYN_RECV: 1 minute, here because the SYN-ACK cannot leave
      Given the stateless model
      And deny-all egress
      And frontend allows egress to backend
      When frontend opens a connection to backend:8080
      Then conntrack -L shows:
        """
        tcp 6 60 SYN_RECV src=frontend dst=backend sport=40000 dport=8080 src=backend dst=frontend sport=8080 dport=40000
        """

    Scenario Outline: <state>: <time>, after a frontend that <does> the connection
      Given frontend opens a connection to backend:8080
      When frontend <does> the connection
      Then conntrack has the connection in state <state>
      And conntrack keeps the connection for another <time>

      Examples:
        | state      | does        | time       |
        | CLOSE_WAIT | half-closes | 60 seconds |
        | TIME_WAIT  | closes      | 2 minutes  |
        | CLOSE      | resets      | 10 seconds |

    Scenario: ESTABLISHED: 5 days
      When frontend opens a connection to backend:8080
      Then conntrack keeps the connection for another 5 days
      When 5 days pass
      Then conntrack has no entry for the connection

    Scenario: FIN_WAIT: 2 minutes, here because the FIN does not arrive
      Given the setting running-connections is request-rejudged
      And frontend opens a connection to backend:8080
      And deny-all ingress
      When frontend half-closes the connection
      Then conntrack has the connection in state FIN_WAIT
      And conntrack keeps the connection for another 2 minutes

    Scenario: LAST_ACK: 30 seconds, here because the second FIN does not arrive
      Given the setting running-connections is stateless
      And frontend opens a connection to backend:8080
      And frontend half-closes the connection
      And deny-all ingress
      When backend closes the connection
      Then conntrack has the connection in state LAST_ACK
      And conntrack keeps the connection for another 30 seconds

    Scenario Outline: kube-proxy has the node remember longer or shorter: <state> for <time>
      Given the conntrack timeouts of kube-proxy
      And frontend opens a connection to backend:8080
      When <event>
      Then conntrack has the connection in state <state>
      And conntrack keeps the connection for another <time>

      Examples:
        | state       | event                               | time       |
        | ESTABLISHED | frontend sends data                 | 1 day      |
        | CLOSE_WAIT  | frontend half-closes the connection | 1 hour     |
        | TIME_WAIT   | frontend closes the connection      | 2 minutes  |
        | CLOSE       | frontend resets the connection      | 10 seconds |

  Rule: Five minutes while something is not acknowledged

    Background:
      Given the setting running-connections is request-rejudged
      And frontend opens a connection to backend:8080
      And deny-all ingress

    Scenario: Data on its way
      When frontend sends data
      Then conntrack has the connection in state ESTABLISHED
      And conntrack keeps the connection for another 5 minutes

    Scenario: Three retransmissions, for which there is a sysctl of its own
      Given the sysctl nf_conntrack_tcp_timeout_max_retrans is 100 seconds
      When frontend sends data
      And 1.4 seconds pass
      Then the packets are:
        | at    | packet | seen        | verdict                    |
        | 0.2 s | data   | ESTABLISHED | dropped at backend ingress |
        | 0.6 s | data   | ESTABLISHED | dropped at backend ingress |
        | 1.4 s | data   | ESTABLISHED | dropped at backend ingress |
      And conntrack keeps the connection for another 100 seconds

    Scenario: The acknowledgement ends it
      When frontend sends data
      And all policies are deleted
      And 0.2 seconds pass
      Then the packets are:
        | at    | from     | packet | verdict |
        | 0.2 s | frontend | data   | passes  |
        | 0.2 s | backend  | ACK    | passes  |
      And conntrack keeps the connection for another 5 days

  Rule: The tracker looks before the rules do, so what they drop starts the timer as well

    Scenario: A connection that policy has cut keeps its entry for as long as its client tries
      Retransmissions are at most two minutes apart, and the client gives up after 924.6 seconds.

      Given the setting running-connections is request-rejudged
      And frontend opens a connection to backend:8080
      And deny-all ingress
      And frontend sends data
      When 15 minutes pass
      Then the connection hangs
      And conntrack has the connection in state ESTABLISHED
      When 1 minute passes
      Then the connection timed out
      But conntrack has the connection in state ESTABLISHED
      When 3 minutes pass
      Then conntrack has no entry for the connection

  Rule: A sysctl holds from the next packet on

    Scenario Outline: <sysctl>
      Given the sysctl <sysctl> is 77 seconds
      And frontend opens a connection to backend:8080
      When <event>
      Then conntrack keeps the connection for another 77 seconds

      Examples:
        | sysctl                               | event                               |
        | nf_conntrack_tcp_timeout_established | frontend sends data                 |
        | nf_conntrack_tcp_timeout_close_wait  | frontend half-closes the connection |
        | nf_conntrack_tcp_timeout_time_wait   | frontend closes the connection      |
        | nf_conntrack_tcp_timeout_close       | backend resets the connection       |

    Scenario: Timers that run are left alone
      Given frontend opens a connection to backend:8080
      When the sysctl nf_conntrack_tcp_timeout_established is 1 hour
      Then conntrack keeps the connection for another 5 days
      When frontend sends data
      Then conntrack keeps the connection for another 1 hour
