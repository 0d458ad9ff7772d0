Feature: What a security group remembers, and what it does not
  A security group tracks a connection, and the rules are asked for its first packet alone. One kind of connection is
  not tracked: TCP or UDP that a rule allows to or from everyone, while a rule of the other direction allows everyone
  all ports. Its answers pass by that other rule. Nobody notices until a rule changes.
  Source: Amazon EC2 User Guide, "Security group connection tracking", "Untracked connections".

  Background:
    Given the stateful model
    And the pods:
      | pod    | ports          | ip        |
      | client | 7000           | 10.0.1.10 |
      | server | 22, 80, 53/UDP | 10.0.2.10 |

  Rule: A tracked connection outlives its rule

    Background:
      Given the security group "server" of server:
        | direction | protocol | ports | peer         |
        | inbound   | TCP      | 22    | 10.0.1.10/32 |
        | inbound   | UDP      | 53    | 10.0.1.10/32 |
        | outbound  | none     |       |              |

    Scenario: The rule goes, the connection stays, and the next one is denied
      Given client opens a connection to server:22
      When the security group "server" of server:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
        | outbound  | none     |       |      |
      And client sends data
      And server sends data
      Then the connection is open
      But client → server:22 fails at server security group inbound

    Scenario: A network ACL is what ends it
      Given client opens a connection to server:22
      When the network ACL "quarantine" of server:
        | rule | direction | action | protocol | ports | peer      |
        | 1    | inbound   | deny   | all      | all   | 0.0.0.0/0 |
      And client sends data
      Then the connection hangs

    Scenario: So does a group that is taken away, if another remains: the connection was never its own
      A group is rules; it is the interface that remembers.

      Given the security group "more" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
        | outbound  | none     |       |           |
      And client opens a connection to server:22
      When the security group "server" is deleted
      And client sends data
      Then the connection is open

    Scenario: UDP is tracked as well: one datagram in, any number out
      Given client opens a connection to server:53/UDP
      When the security group "server" of server:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
        | outbound  | none     |       |      |
      And server answers
      Then the packets are:
        | from   | to     | packet | verdict |
        | server | client | answer | passes  |

  Rule: An untracked connection lives by the rules of the moment

    The user guide's example: SSH open to everyone, everything open outwards.

    Background:
      Given the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 22    | 0.0.0.0/0 |
        | inbound   | UDP      | 53    | 0.0.0.0/0 |
        | outbound  | all      | all   | 0.0.0.0/0 |
      And client opens a connection to server:22

    Scenario: Nothing tells it from a tracked one as long as the rules stay
      Then the connection is open
      And client → server:53/UDP succeeds

    Scenario: Without the inbound rule it is cut at once: the client's data is dropped
      When the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
        | outbound  | all      | all   | 0.0.0.0/0 |
      And client sends data
      Then the packets are:
        | from   | to     | packet | verdict                                  |
        | client | server | data   | dropped at server security group inbound |
      And the connection hangs

    Scenario: Without the inbound rule it is cut at once: the server's data leaves, and is not acknowledged
      When the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
        | outbound  | all      | all   | 0.0.0.0/0 |
      And server sends data
      Then the connection hangs

    Scenario: Without the outbound rule it is cut at once: the client's data is not acknowledged
      When the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 22    | 0.0.0.0/0 |
        | outbound  | none     |       |           |
      And client sends data
      Then the connection hangs
      But client → server:22 succeeds

    Scenario: Without the outbound rule it is cut at once: the server's data is dropped
      When the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 22    | 0.0.0.0/0 |
        | outbound  | none     |       |           |
      And server sends data
      Then the packets are:
        | from   | to     | packet | verdict                                   |
        | server | client | data   | dropped at server security group outbound |
      And the connection hangs

    Scenario: With a narrower inbound rule from the start, it is tracked, and cut by neither
      Given the security group "server" of server:
        | direction | protocol | ports | peer         |
        | inbound   | TCP      | 22    | 10.0.1.10/32 |
        | outbound  | all      | all   | 0.0.0.0/0    |
      When client opens a connection to server:22
      And the security group "server" of server:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
        | outbound  | none     |       |      |
      And client sends data
      Then the connection is open

    Scenario Outline: With <what> outwards it would have been tracked
      An outbound rule that leaves out anything is not the counterpart.

      Given the security group "server" of server:
        | direction | protocol   | ports   | peer      |
        | inbound   | TCP        | 22      | 0.0.0.0/0 |
        | outbound  | <protocol> | <ports> | <peer>    |
      When client opens a connection to server:22
      And the security group "server" of server:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
        | outbound  | none     |       |      |
      And client sends data
      Then the connection <outcome>

      Examples: Tracked
        | what                 | protocol | ports      | peer       | outcome |
        | high ports           | TCP      | 1024-65535 | 0.0.0.0/0  | is open |
        | the private networks | all      |            | 10.0.0.0/8 | is open |
        | UDP alone            | UDP      | all        | 0.0.0.0/0  | is open |

      Examples: Not tracked after all: that is all of TCP
        | what       | protocol | ports | peer      | outcome |
        | all of TCP | TCP      | all   | 0.0.0.0/0 | hangs   |

    Scenario: The families are apart: an open rule for IPv4 leaves IPv6 tracked
      Given the pods:
        | pod    | ports | ip            |
        | client | 7000  | 2001:db8:1::a |
        | server | 22    | 2001:db8:2::a |
      And the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 22    | ::/0      |
        | outbound  | all      | all   | 0.0.0.0/0 |
      When client opens a connection to server:22
      And the security group "server" of server:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
        | outbound  | none     |       |      |
      And client sends data
      Then the connection is open

  Rule: A tracked connection that says nothing is forgotten

    After that a datagram is judged like a first one, by the rules of its own direction. TCP in the middle of a
    connection begins nothing.

    Background:
      Given the security group "server" of server:
        | direction | protocol | ports | peer         |
        | inbound   | TCP      | 22    | 10.0.1.10/32 |
        | inbound   | UDP      | 53    | 10.0.1.10/32 |
        | outbound  | none     |       |              |

    Scenario Outline: TCP is remembered for five days: after <silence> of silence the server <may> speak
      The newest instance types forget after 350 seconds, unless told otherwise.

      Given client opens a connection to server:22
      When <silence> pass
      And server sends data
      Then the connection <outcome>

      Examples:
        | silence             | may     | outcome |
        | 4 days and 23 hours | may     | is open |
        | 5 days and 1 second | may not | hangs   |

    Scenario Outline: A datagram is remembered for 30 seconds: after <silence> the answer <is>
      Given client sends a datagram to server:53/UDP
      When <silence> pass
      And server answers
      Then the packets are:
        | from   | to     | packet | verdict   |
        | server | client | answer | <verdict> |

      Examples:
        | silence    | is      | verdict                                   |
        | 29 seconds | passes  | passes                                    |
        | 31 seconds | is lost | dropped at server security group outbound |

    Scenario Outline: A stream of datagrams is remembered for 180 seconds: after <silence> an answer <is>
      A stream is what goes both ways for more than two seconds.

      Given client opens a connection to server:53/UDP
      And 3 seconds pass
      And client sends a datagram
      And server answers
      When <silence> pass
      And server answers
      Then the packets are:
        | from   | to     | packet | verdict   |
        | server | client | answer | <verdict> |

      Examples:
        | silence     | is      | verdict                                   |
        | 179 seconds | passes  | passes                                    |
        | 181 seconds | is lost | dropped at server security group outbound |
