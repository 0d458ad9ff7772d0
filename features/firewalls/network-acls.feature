Feature: A network ACL: numbered rules at the edge of a subnet, and no memory
  Its inbound rules judge what enters the subnet, its outbound rules what leaves it. The rule with the lowest number
  that matches decides, allow or deny; the rule *, which nobody can remove, denies the rest. An answer is one more
  packet: it meets the rules of the other direction, on its way to the client's ephemeral port.
  Source: Amazon VPC User Guide, "Control subnet traffic with network access control lists", whose example this is.

  Background:
    Given the stateful model
    And the pods:
      | pod     | ports                | ip        |
      | web     | 80, 443, 22, 123/UDP | 10.0.1.10 |
      | cache   | 6379                 | 10.0.1.11 |
      | reports | 80                   | 10.0.2.20 |
    And the external endpoints:
      | name    | addresses    |
      | admin   | 192.0.2.44   |
      | visitor | 198.51.100.7 |
    And the network ACL "public" of web, cache:
      | rule | direction | action | protocol | ports       | peer         |
      | 100  | inbound   | allow  | TCP      | 80          | 0.0.0.0/0    |
      | 110  | inbound   | allow  | TCP      | 443         | 0.0.0.0/0    |
      | 120  | inbound   | allow  | TCP      | 22          | 192.0.2.0/24 |
      | 140  | inbound   | allow  | TCP      | 32768-65535 | 0.0.0.0/0    |
      | 100  | outbound  | allow  | TCP      | 80          | 0.0.0.0/0    |
      | 110  | outbound  | allow  | TCP      | 443         | 0.0.0.0/0    |
      | 140  | outbound  | allow  | TCP      | 32768-65535 | 0.0.0.0/0    |

  Rule: Both lists, at every packet

    Scenario: What the lists let in, and what they let out
      Then the Internet → web:443 succeeds
      And admin → web:22 succeeds
      And web → the Internet:443 succeeds
      But visitor → web:22 fails at web network ACL inbound
      And web → the Internet:25 fails at web network ACL outbound

    Scenario: A visitor's connection meets both lists, packet by packet
      When visitor opens a connection to web:80
      Then the packets are:
        | from    | to      | packet  | seen        | verdict |
        | visitor | web     | SYN     | NEW         | passes  |
        | web     | visitor | SYN-ACK | ESTABLISHED | passes  |
        | visitor | web     | ACK     | ESTABLISHED | passes  |

    Scenario: Without the outbound rule for ephemeral ports the request arrives, and its answer does not leave
      The web server's node knows the connection. The ACL does not ask it.

      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | allow  | TCP      | 80    | 0.0.0.0/0 |
      When visitor opens a connection to web:80
      Then the packets are:
        | from    | to      | packet  | seen        | verdict                             |
        | visitor | web     | SYN     | NEW         | passes                              |
        | web     | visitor | SYN-ACK | ESTABLISHED | dropped at web network ACL outbound |
      And conntrack has the connection in state SYN_RECV
      And the connection fails with a timeout

    Scenario: Without the inbound rule for ephemeral ports a subnet cannot call out
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 110  | inbound   | allow  | TCP      | 443   | 0.0.0.0/0 |
        | 110  | outbound  | allow  | TCP      | 443   | 0.0.0.0/0 |
      Then web → the Internet:443 fails at web network ACL inbound for the reply

    Scenario: UDP has no handshake, and its answer needs a rule all the same
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | allow  | UDP      | 123   | 0.0.0.0/0 |
      Then the Internet → web:123/UDP fails at web network ACL outbound for the answer

    Scenario: What a rule loses, open connections lose at once
      When visitor opens a connection to web:80
      And the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports       | peer      |
        | 100  | inbound   | allow  | TCP      | 443         | 0.0.0.0/0 |
        | 100  | outbound  | allow  | TCP      | 32768-65535 | 0.0.0.0/0 |
      And visitor sends data
      Then the connection hangs
      And conntrack has the connection in state ESTABLISHED

    Scenario: What a rule regains, they regain on the next retransmission
      When visitor opens a connection to web:80
      And the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | deny   | all      | all   | 0.0.0.0/0 |
      And visitor sends data
      And 1 second passes
      Then the connection hangs
      When the network ACL "public" is deleted
      And 1 second passes
      Then the connection is open

  Rule: The lowest number that matches decides

    Scenario Outline: A deny with the number <number> against a host that rule 100 lets in: <what>
      Given the network ACL "public" of web, cache:
        | rule     | direction | action | protocol | ports       | peer            |
        | 100      | inbound   | allow  | TCP      | 80          | 0.0.0.0/0       |
        | <number> | inbound   | deny   | TCP      | 80          | 198.51.100.7/32 |
        | 100      | outbound  | allow  | TCP      | 32768-65535 | 0.0.0.0/0       |
      Then visitor → web:80 <verdict>
      And admin → web:80 succeeds

      Examples:
        | number | what            | verdict                          |
        | 90     | it comes first  | fails at web network ACL inbound |
        | 110    | it comes second | succeeds                         |

    Scenario: A denial is of its own direction alone
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports       | peer      |
        | 90   | outbound  | deny   | TCP      | 80          | 0.0.0.0/0 |
        | 100  | inbound   | allow  | TCP      | 1-65535     | 0.0.0.0/0 |
        | 100  | outbound  | allow  | TCP      | 32768-65535 | 0.0.0.0/0 |
      Then visitor → web:80 succeeds
      But web → the Internet:80 fails at web network ACL outbound

    Scenario: An allow behind a denial of everything is never reached
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | deny   | all      | all   | 0.0.0.0/0 |
        | 200  | inbound   | allow  | TCP      | 80    | 0.0.0.0/0 |
      Then the Internet → web:80 fails at web network ACL inbound

    Scenario: General-purpose servers open all that is high, and close by lower numbers what they must not show
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports      | peer      |
        | 90   | inbound   | deny   | TCP      | 6379       | 0.0.0.0/0 |
        | 100  | inbound   | allow  | TCP      | 1024-65535 | 0.0.0.0/0 |
        | 100  | outbound  | allow  | all      | all        | 0.0.0.0/0 |
      Then web → the Internet:443 succeeds
      But the Internet → cache:6379 fails at cache network ACL inbound

    Scenario: The rule * decides what no other does
      Then visitor → web:123/UDP fails at web network ACL inbound
      And web → visitor:123/UDP fails at web network ACL outbound

    Scenario: What every new VPC has: rule 100 allows everything, both ways
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | allow  | all      | all   | 0.0.0.0/0 |
        | 100  | outbound  | allow  | all      | all   | 0.0.0.0/0 |
      Then the Internet → web:123/UDP succeeds
      And cache → the Internet:9999 succeeds

    Scenario: What every new network ACL has: the rule *, and nothing else
      A list of one rule that denies is the same: the rule * denies what is left.

      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | deny   | all      | all   | 0.0.0.0/0 |
      Then visitor → web:80 fails at web network ACL inbound
      And web → visitor:80 fails at web network ACL outbound

  Rule: Which ephemeral ports a subnet must let out depends on its clients

    Scenario Outline: <client> may call from port <port>, which outbound rule 140 <knows>
      When visitor opens a connection to web:80 from port <port>
      Then the connection <outcome>

      Examples:
        | client                        | port  | knows         | outcome |
        | Linux, at its lowest,         | 32768 | knows         | is open |
        | Linux, at its highest,        | 60999 | knows         | is open |
        | Windows Server 2008 and later | 49152 | knows         | is open |
        | Windows Server 2003           | 1025  | does not know | hangs   |
        | Elastic Load Balancing        | 1024  | does not know | hangs   |
        | A NAT gateway                 | 20000 | does not know | hangs   |
        | Lambda                        | 30000 | does not know | hangs   |

    Scenario: A range for Windows clients serves Linux clients by luck
      It begins at 49152, amid the ports that Linux takes.

      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports       | peer      |
        | 100  | inbound   | allow  | TCP      | 80          | 0.0.0.0/0 |
        | 100  | outbound  | allow  | TCP      | 49152-65535 | 0.0.0.0/0 |
      Then the Internet → web:80 is unreliable

    Scenario: 1024-65535 serves them all
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports      | peer      |
        | 100  | inbound   | allow  | TCP      | 80         | 0.0.0.0/0 |
        | 100  | outbound  | allow  | TCP      | 1024-65535 | 0.0.0.0/0 |
      Then the Internet → web:80 succeeds
      When visitor opens a connection to web:80 from port 1025
      Then the connection is open

  Rule: The edge of the subnet is where it stands

    Scenario: Within a subnet it is never asked
      Then web → cache:6379 succeeds
      But visitor → cache:6379 fails at cache network ACL inbound

    Scenario: Between two subnets both ACLs are asked
      Given the network ACL "private" of reports:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | inbound   | allow  | TCP      | 32768-65535 | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 80          | 10.0.1.0/24 |
      Then reports → web:80 succeeds
      But web → reports:80 fails at reports network ACL inbound

    Scenario: A list without IPv6 rules denies IPv6
      Given a dual-stack cluster
      And the pods:
        | pod     | ports | ip                      |
        | web     | 80    | 10.0.1.10, 2001:db8::10 |
        | reports | 80    | 10.0.2.20, 2001:db8::20 |
      And the network ACL "public" of web:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | allow  | all      | all   | 0.0.0.0/0 |
        | 100  | outbound  | allow  | all      | all   | 0.0.0.0/0 |
      Then 10.0.2.20 → web:80 succeeds
      But 2001:db8::20 → web:80 fails at web network ACL inbound

  Rule: ICMP errors need a rule of their own

    Connection tracking knows an ICMP error by the packet that it quotes. A network ACL knows nothing of the kind:
    without rules for ICMP, path MTU discovery fails silently and large packets vanish, and a closed UDP port seems to
    be slow.

    Scenario Outline: The news that a packet is too large <comes through>
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports       | peer      |
        | 100  | inbound   | allow  | TCP      | 80          | 0.0.0.0/0 |
        | 110  | inbound   | <news> | ICMP     |             | 0.0.0.0/0 |
        | 100  | outbound  | allow  | TCP      | 32768-65535 | 0.0.0.0/0 |
      When visitor opens a connection to web:80
      And web sends data
      And visitor sends an ICMP fragmentation needed
      Then the packets are:
        | from    | to  | packet                    | verdict   |
        | visitor | web | ICMP fragmentation needed | <verdict> |

      Examples:
        | news  | comes through  | verdict                            |
        | allow | comes through  | passes                             |
        | deny  | is never heard | dropped at web network ACL inbound |

    Scenario: A security group lets such news pass by itself
      Given the network ACL "public" is deleted
      And the security group "web" of web:
        | direction | protocol | ports | peer          |
        | inbound   | TCP      | 80    | 198.51.0.0/16 |
      When visitor opens a connection to web:80
      And visitor sends an ICMP fragmentation needed
      Then the packets are:
        | from    | to  | packet                    | verdict |
        | visitor | web | ICMP fragmentation needed | passes  |

    Scenario: A closed UDP port answers by ICMP; where that is not let out, the client waits
      Given the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | allow  | UDP      | all   | 0.0.0.0/0 |
        | 100  | outbound  | allow  | UDP      | all   | 0.0.0.0/0 |
      Then visitor → web:9999/UDP fails at web network ACL outbound for the reply
      When the network ACL "public" of web, cache:
        | rule | direction | action | protocol | ports | peer      |
        | 100  | inbound   | allow  | UDP      | all   | 0.0.0.0/0 |
        | 100  | outbound  | allow  | ICMP     |       | 0.0.0.0/0 |
      Then visitor → web:9999/UDP is refused
