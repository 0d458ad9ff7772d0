@model:stateful
Feature: Policy changes while a connection is open
  Kubernetes says what policy means for new connections; whether an open one is closed, kept or judged again is left to
  the implementation. There are four ways, a setting each, and none tells the ends: nobody sends a reset. Whoever is
  cut off hangs.
  Source: kubernetes.io, Network Policies, "NetworkPolicy's impact on existing connections"; measured on Linux 6.18.
  Which plugin goes which way: the features on CNIs.

  Background:
    Given the pods:
      | pod      | ip         | ports |
      | frontend | 10.244.0.7 | 80    |
      | backend  | 10.244.0.9 | 8080  |

  Rule: A deny-all comes

    Scenario Outline: <setting>: the client <verdict>
      Given the setting running-connections is <setting>
      And frontend opens a connection to backend:8080
      When deny-all
      And frontend sends data
      Then the connection is <status>

      Examples:
        | setting           | verdict         | status     |
        | established-first | notices nothing | still open |
        | request-rejudged  | hangs           | hanging    |
        | stateless         | hangs           | hanging    |
        | flush             | hangs           | hanging    |

    Scenario Outline: <setting>: no new connection is opened
      Given the setting running-connections is <setting>
      And frontend opens a connection to backend:8080
      When deny-all
      And frontend opens a connection to backend:8080
      Then the connection hangs

      Examples:
        | setting           |
        | established-first |
        | request-rejudged  |
        | stateless         |
        | flush             |

    Scenario: What is established comes first
      Rules that begin by accepting whatever is ESTABLISHED never see the packets of an open connection.

      Given frontend opens a connection to backend:8080
      When deny-all
      And frontend sends data
      Then the packets are:
        | from     | packet | seen        | verdict |
        | frontend | data   | ESTABLISHED | passes  |
        | backend  | ACK    | ESTABLISHED | passes  |
      When 5 hours pass
      And backend sends data
      Then the connection is still open

    Scenario: The request is judged again, its answers are not
      Given the setting running-connections is request-rejudged
      And frontend opens a connection to backend:8080
      When deny-all
      And backend sends data
      Then the packets are:
        | from     | packet | seen        | verdict                    |
        | backend  | data   | ESTABLISHED | passes                     |
        | frontend | ACK    | ESTABLISHED | dropped at frontend egress |
      And the connection hangs

    Scenario: The entry of a connection that is cut stays ESTABLISHED
      Given the setting running-connections is request-rejudged
      And frontend opens a connection to backend:8080
      When deny-all
      And frontend sends data
      Then conntrack -L shows:
        """
        tcp 6 300 ESTABLISHED src=frontend dst=backend sport=40000 dport=8080 src=backend dst=frontend sport=8080 dport=40000 [ASSURED]
        """

    Scenario: A denial may mark the whole connection, so that answers stop as well
      Given the setting running-connections is request-rejudged
      And the setting rejudged-replies is stop
      And the setting connection-tables is per-pod
      And frontend opens a connection to backend:8080
      And deny-all
      When backend sends data
      Then the packets are:
        | from     | packet | verdict                    |
        | backend  | data   | passes                     |
        | frontend | ACK    | dropped at frontend egress |
      When 0.2 seconds pass
      Then the packets are:
        | at    | from    | packet | verdict                     |
        | 0.2 s | backend | data   | dropped at frontend ingress |

    Scenario: Such a mark is taken off when a request is allowed again
      OVN calls it ct_mark.blocked.

      Given the setting running-connections is request-rejudged
      And the setting rejudged-replies is stop
      And frontend opens a connection to backend:8080
      And deny-all
      And frontend sends data
      When all policies are deleted
      And backend sends data
      Then the packets are:
        | at  | from    | packet | verdict                   |
        | 0 s | backend | data   | dropped at backend egress |
      When 0.2 seconds pass
      And backend sends data
      Then the connection is still open

    Scenario Outline: Without memory each packet is judged where it starts: data of the <side>
      Given the setting running-connections is stateless
      And frontend opens a connection to backend:8080
      When deny-all
      And <side> sends data
      Then the packets are:
        | from   | packet | seen        | verdict                  |
        | <side> | data   | ESTABLISHED | dropped at <side> egress |

      Examples:
        | side     |
        | frontend |
        | backend  |

    Scenario Outline: What is denied is forgotten, and whoever speaks next is judged: the <side>
      Given the setting running-connections is flush
      And frontend opens a connection to backend:8080
      When deny-all
      Then conntrack -L shows nothing
      When <side> sends data
      Then the packets are:
        | from   | packet | seen | verdict                  |
        | <side> | data   | NEW  | dropped at <side> egress |

      Examples:
        | side     |
        | frontend |
        | backend  |

  Rule: A policy that still allows the connection comes

    Scenario Outline: <setting>: the connection goes on, the answers without a rule
      Given the setting running-connections is <setting>
      And frontend opens a connection to backend:8080
      When deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And frontend sends data
      Then the connection is still open

      Examples:
        | setting           |
        | established-first |
        | request-rejudged  |

    Scenario: stateless: answers need rules of their own from now on
      Given the setting running-connections is stateless
      And frontend opens a connection to backend:8080
      When deny-all
      And frontend allows egress to backend on port 8080
      And backend allows ingress from frontend on port 8080
      And frontend sends data
      Then the packets are:
        | from     | packet | verdict                   |
        | frontend | data   | passes                    |
        | backend  | ACK    | dropped at backend egress |

    Scenario: An administrator sees to it: deny-all, then flush
      Given frontend opens a connection to backend:8080
      When deny-all
      And the conntrack tables are flushed
      And frontend sends data
      Then the packets are:
        | packet | seen | verdict                    |
        | data   | NEW  | dropped at frontend egress |
      And the connection hangs

    Scenario: A flush by itself cuts nothing that policy allows
      Given frontend opens a connection to backend:8080
      When the conntrack tables are flushed
      And frontend sends data
      Then the packets are:
        | from     | packet | seen        | verdict |
        | frontend | data   | NEW         | passes  |
        | backend  | ACK    | ESTABLISHED | passes  |

    Scenario: Unless connections are not picked up midstream
      Given the sysctl nf_conntrack_tcp_loose is 0
      And frontend opens a connection to backend:8080
      When the conntrack tables are flushed
      And frontend sends data
      Then the packets are:
        | packet | seen    | verdict                    |
        | data   | INVALID | dropped at frontend egress |
      And the connection hangs

  Rule: Nobody says so

    Scenario Outline: <setting>: the client hangs for a quarter of an hour, and then its kernel gives up
      Given the setting running-connections is <setting>
      And frontend opens a connection to backend:8080
      And deny-all
      When frontend sends data
      And 924.5 seconds pass
      Then the connection hangs
      When 0.1 seconds pass
      Then the connection timed out

      Examples:
        | setting          |
        | request-rejudged |
        | stateless        |
        | flush            |

    Scenario: Whoever only listens never learns
      Given the setting running-connections is stateless
      And frontend opens a connection to backend:8080
      When deny-all
      And 30 days pass
      Then the connection is open

  Rule: The permission comes

    Scenario Outline: <setting>: a SYN that waits gets through when it is sent again
      Given the setting running-connections is <setting>
      And deny-all ingress
      And frontend opens a connection to backend:8080
      And 8 seconds pass
      When backend allows ingress from frontend on port 8080
      And frontend allows ingress from backend on port 32768-60999
      Then the connection hangs
      When 3 seconds pass
      Then the connection is open

      Examples:
        | setting           |
        | established-first |
        | request-rejudged  |
        | stateless         |
        | flush             |

    Scenario Outline: <setting>: a connection that was cut goes on, if its client has not given up
      Given the setting running-connections is <setting>
      And frontend opens a connection to backend:8080
      And deny-all
      And frontend sends data
      And 5 minutes pass
      When all policies are deleted
      And 2 minutes pass
      Then the connection is still open

      Examples:
        | setting          |
        | request-rejudged |
        | stateless        |
        | flush            |
