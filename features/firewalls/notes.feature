Feature: The study notes on network ACLs and security groups, run with both
  The notes use AWS to say what stateless and stateful mean: a network ACL with two rules, a security group with one,
  and a hotel whose guard has no memory. Here these are no stand-ins but the lists themselves.
  Source: Amazon VPC User Guide, network ACLs and security groups.

  Background:
    Given the stateful model
    And the pods:
      | pod    | ports | ip        |
      | client | 3000  | 10.0.1.10 |
      | server | 80    | 10.0.2.10 |

  Rule: Stateless networking: "every packet evaluated against rules"

    Background:
      Given the network ACL "server" of server:
        | rule | direction | action | protocol | ports      | peer      |
        | 100  | inbound   | allow  | TCP      | 80         | 0.0.0.0/0 |
        | 100  | outbound  | allow  | TCP      | 1024-65535 | 0.0.0.0/0 |

    Scenario: The notes' two rules serve the whole Internet
      Then the Internet → server:80 succeeds

    Scenario Outline: Packet by packet: where <direction> alone is open, <packet> from the <sender> is lost
      When client opens a connection to server:80
      And the network ACL "server" of server:
        | rule | direction   | action | protocol | ports | peer      |
        | 100  | <direction> | allow  | TCP      | all   | 0.0.0.0/0 |
      And <sender> sends <packet>
      Then the packets are:
        | from     | to         | packet  | verdict   |
        | <sender> | <receiver> | <named> | <verdict> |

      Examples:
        | packet    | named   | sender | receiver | direction | verdict                                |
        | a SYN     | SYN     | client | server   | outbound  | dropped at server network ACL inbound  |
        | a SYN-ACK | SYN-ACK | server | client   | inbound   | dropped at server network ACL outbound |
        | an ACK    | ACK     | client | server   | outbound  | dropped at server network ACL inbound  |
        | data      | data    | client | server   | outbound  | dropped at server network ACL inbound  |
        | data      | data    | server | client   | inbound   | dropped at server network ACL outbound |

    Scenario: "Inbound rule: server → client, including ephemeral ports": that is for a list around the client
      Given the network ACL "client" of client:
        | rule | direction | action | protocol | ports      | peer        |
        | 100  | outbound  | allow  | TCP      | 80         | 10.0.2.0/24 |
        | 100  | inbound   | allow  | TCP      | 1024-65535 | 10.0.2.0/24 |
      Then client → server:80 succeeds
      When the network ACL "client" of client:
        | rule | direction | action | protocol | ports | peer        |
        | 100  | outbound  | allow  | TCP      | 80    | 10.0.2.0/24 |
        | 100  | inbound   | allow  | TCP      | 80    | 10.0.2.0/24 |
      Then client → server:80 fails at client network ACL inbound for the SYN-ACK

  Rule: Stateful networking: "only the initial direction"

    Scenario: The SYN is checked and noted, the rest of it is known
      Given the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
        | outbound  | none     |       |           |
      When client opens a connection to server:80
      Then the packets are:
        | from   | to     | packet  | seen        | verdict |
        | client | server | SYN     | NEW         | passes  |
        | server | client | SYN-ACK | ESTABLISHED | passes  |
        | client | server | ACK     | ESTABLISHED | passes  |

    Scenario: Noted means that the rule may go: the second packet does not ask for it
      Given the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
        | outbound  | none     |       |           |
      And client opens a connection to server:80
      When the security group "server" of server:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
        | outbound  | none     |       |      |
      And client sends data
      And server sends data
      Then the connection is open

    Scenario: The notes' own example is an exception: AWS does not track it
      Port 80 for everyone, and the outbound rule that every new group has. "Not needed", say the notes; in fact it is
      this rule that lets the answers out. Nothing shows it before a rule changes.

      Given the security group "server" of server:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
      And client opens a connection to server:80
      When the security group "server" of server:
        | direction | protocol | ports | peer |
        | inbound   | none     |       |      |
      And client sends data
      Then the connection hangs

  Rule: The hotel without memory: a network ACL

    Background:
      Given the network ACL "hotel" of server:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | inbound   | allow  | TCP      | 80          | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 32768-60999 | 10.0.1.0/24 |

    Scenario: The guard checks whoever enters and whoever leaves
      Then client → server:80 succeeds
      But the Internet → server:80 fails at server network ACL inbound
      And server → client:3000 fails at server network ACL outbound

    Scenario: A guest who is in at noon is a stranger at one minute past
      When client opens a connection to server:80
      And 1 minute passes
      And the network ACL "hotel" of server:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | inbound   | deny   | TCP      | 80          | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 32768-60999 | 10.0.1.0/24 |
      And client sends data
      Then the connection hangs

    Scenario: A guest who may enter and not leave is stuck inside
      When the network ACL "hotel" of server:
        | rule | direction | action | protocol | ports | peer        |
        | 100  | inbound   | allow  | TCP      | 80    | 10.0.1.0/24 |
      Then client → server:80 fails at server network ACL outbound for the SYN-ACK

  Rule: The hotel without guards: Kubernetes without policy

    Scenario: Anyone enters and leaves
      Then client → server:80 succeeds
      And server → client:3000 succeeds

    Scenario: Somebody does note who is inside, and nobody asks him
      When client opens a connection to server:80
      Then conntrack has the connection in state ESTABLISHED

  Rule: The hotel with a guard and a guest book: Kubernetes with deny-all

    Background:
      Given deny-all
      And client allows egress to server

    Scenario: "If no: blocked, never tracked"
      When client opens a connection to server:80
      Then the connection hangs
      And conntrack -L shows nothing

    Scenario: "If yes: let in, track entry"
      Given server allows ingress from client
      When client opens a connection to server:80
      Then conntrack has the connection in state ESTABLISHED

    Scenario: "Once you are tracked, future movements are easier": the permission may even be withdrawn
      Given server allows ingress from client
      And client opens a connection to server:80
      When policy allow-server-ingress-from-client is deleted
      And client sends data
      Then the connection is open
      But client → server:80 fails at server ingress

    Scenario: "No exit permission: stuck inside": in the notes alone; the guest book is read at the exit, too
      When server allows ingress from client
      Then under the three-check model, client → server:80 fails at server egress for the reply
      But client → server:80 succeeds

  Rule: The notes' table "Why it feels stateless": the left column is two network ACLs, the right one deny-all

    Scenario Outline: Stateless firewall, "<aspect>": yes
      Given the network ACL "client" of client:
        | rule | direction | action | protocol | ports      | peer        |
        | 100  | outbound  | allow  | TCP      | <request>  | 10.0.2.0/24 |
        | 100  | inbound   | allow  | TCP      | 1024-65535 | 10.0.2.0/24 |
      And the network ACL "server" of server:
        | rule | direction | action | protocol | ports    | peer        |
        | 100  | inbound   | allow  | TCP      | <in>     | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | <answer> | 10.0.1.0/24 |
      Then client → server:80 <verdict>

      Examples:
        | aspect             | request | in  | answer     | verdict                                              |
        | Need outbound rule | 443     | 80  | 1024-65535 | fails at client network ACL outbound                 |
        | Need inbound rule  | 80      | 443 | 1024-65535 | fails at server network ACL inbound                  |
        | Need reply rule    | 80      | 80  | 443        | fails at server network ACL outbound for the SYN-ACK |
        | All of them        | 80      | 80  | 1024-65535 | succeeds                                             |

    Scenario: Stateless firewall, "Return traffic auto?" and "Tracks connections?": no, every answer is asked for
      Given the network ACL "server" of server:
        | rule | direction | action | protocol | ports      | peer        |
        | 100  | inbound   | allow  | TCP      | 80         | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 1024-65535 | 10.0.1.0/24 |
      And client opens a connection to server:80
      When the network ACL "server" of server:
        | rule | direction | action | protocol | ports | peer        |
        | 100  | inbound   | allow  | TCP      | 80    | 10.0.1.0/24 |
      And client sends data
      Then the packets are:
        | from   | to     | packet | verdict                                |
        | client | server | data   | passes                                 |
        | server | client | ACK    | dropped at server network ACL outbound |

    Scenario: NetworkPolicy with deny-all, "Need outbound rule" and "Need inbound rule": yes
      Given deny-all
      Then client → server:80 fails at client egress
      When client allows egress to server on port 80
      Then client → server:80 fails at server ingress

    Scenario: NetworkPolicy with deny-all, "Need reply rule": yes by the notes, no in Kubernetes
      Given deny-all
      And client allows egress to server on port 80
      And server allows ingress from client on port 80
      Then under the three-check model, client → server:80 fails at server egress for the reply
      But client → server:80 succeeds

    Scenario: NetworkPolicy with deny-all, "Return traffic auto?" and "Tracks connections?": yes, every answer is known
      Given deny-all
      And client allows egress to server on port 80
      And server allows ingress from client on port 80
      When client opens a connection to server:80
      And client sends data
      Then the packets are:
        | from   | to     | packet | seen        | verdict |
        | client | server | data   | ESTABLISHED | passes  |
        | server | client | ACK    | ESTABLISHED | passes  |
