@model:three-check
Feature: The three-check rule as time goes by
  The rule of the study notes asks the server's egress for the reply once, while the connection is set up, and then
  lets tracking take over. No real system is known to do just that: those in which the server's egress counts for
  replies judge every one of them, or judge none unless the entry is lost. What the rule says of later events follows
  from "once": it is asked again whenever the connection has to be set up again.

  Background:
    Given the pods:
      | pod      | ip         | ports |
      | frontend | 10.244.0.7 |       |
      | backend  | 10.244.0.9 | 8080  |
    And deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
    And backend allows egress to frontend
    And frontend allows ingress from backend

  Rule: Four permissions, and a connection under every model

    Scenario Outline: The <model> model lets it open
      When frontend opens a connection to backend:8080
      Then under the <model> model, the connection is open

      Examples:
        | model       |
        | unenforced  |
        | stateful    |
        | three-check |
        | stateless   |

  Rule: A permission is taken away while the connection is open

    Scenario Outline: Without <permission>, under the <model> model, the connection <verdict>
      Given frontend opens a connection to backend:8080
      When policy <policy> is deleted
      And frontend sends data
      Then under the <model> model, the connection is <status>

      Examples:
        | model       | permission           | policy                                      | verdict | status     |
        | stateful    | the client's egress  | allow-frontend-egress-to-backend-on-8080    | goes on | still open |
        | three-check | the client's egress  | allow-frontend-egress-to-backend-on-8080    | goes on | still open |
        | stateless   | the client's egress  | allow-frontend-egress-to-backend-on-8080    | hangs   | hanging    |
        | stateful    | the server's ingress | allow-backend-ingress-from-frontend-on-8080 | goes on | still open |
        | three-check | the server's ingress | allow-backend-ingress-from-frontend-on-8080 | goes on | still open |
        | stateless   | the server's ingress | allow-backend-ingress-from-frontend-on-8080 | hangs   | hanging    |
        | stateful    | the server's egress  | allow-backend-egress-to-frontend            | goes on | still open |
        | three-check | the server's egress  | allow-backend-egress-to-frontend            | goes on | still open |
        | stateless   | the server's egress  | allow-backend-egress-to-frontend            | hangs   | hanging    |

    Scenario: Without the server's egress three-check keeps what is open and opens nothing new
      Given frontend opens a connection to backend:8080
      When policy allow-backend-egress-to-frontend is deleted
      And backend sends data
      Then the connection is still open
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | packet  | verdict                   |
        | frontend | SYN     | passes                    |
        | backend  | SYN-ACK | dropped at backend egress |
      But under the stateful model, the connection is open

    Scenario: Where requests are judged again, answers are not, under three-check either
      Given the setting running-connections is request-rejudged
      And frontend opens a connection to backend:8080
      When policy allow-backend-egress-to-frontend is deleted
      And frontend sends data
      Then the connection is still open

    Scenario: The permission comes while the handshake waits
      Given policy allow-backend-egress-to-frontend is deleted
      And frontend opens a connection to backend:8080
      And conntrack has the connection in state SYN_RECV
      When backend allows egress to frontend
      Then the connection hangs
      When 1 second passes
      Then the connection is open

  Rule: The entry is lost, and the connection has to be set up again

    Background:
      Given frontend opens a connection to backend:8080
      And the conntrack tables are flushed

    Scenario: The client speaks first: the three questions are asked again
      Given policy allow-backend-egress-to-frontend is deleted
      When frontend sends data
      Then the packets are:
        | from     | packet | seen        | verdict                   |
        | frontend | data   | NEW         | passes                    |
        | backend  | ACK    | ESTABLISHED | dropped at backend egress |
      And the connection hangs
      But under the stateful model, the connection is still open

    Scenario Outline: The server speaks first: without <permission> it fails under the <model> model
      It is the server's connection now: its egress and the client's ingress are asked for the request.

      Given policy <policy> is deleted
      When backend sends data
      Then under the <model> model, the connection is hanging

      Examples:
        | model       | permission           | policy                              |
        | stateful    | the server's egress  | allow-backend-egress-to-frontend    |
        | stateful    | the client's ingress | allow-frontend-ingress-from-backend |
        | three-check | the server's egress  | allow-backend-egress-to-frontend    |
        | three-check | the client's ingress | allow-frontend-ingress-from-backend |

    Scenario: Then the client is the one who answers, and three-check asks for its egress
      Given policy allow-frontend-egress-to-backend-on-8080 is deleted
      When backend sends data
      Then the packets are:
        | from     | packet | seen        | verdict                    |
        | backend  | data   | NEW         | passes                     |
        | frontend | ACK    | ESTABLISHED | dropped at frontend egress |
      But under the stateful model, the connection is still open

    Scenario: A model without memory has none to lose
      When backend sends data
      Then under the stateless model, the connection is still open

  Rule: The same by expiry

    Scenario: An entry that ran out is as good as none
      Given the sysctl nf_conntrack_tcp_timeout_established is 1 hour
      And frontend opens a connection to backend:8080
      And policy allow-frontend-ingress-from-backend is deleted
      When 59 minutes pass
      And backend sends data
      Then the connection is still open
      When 1 hour passes
      And backend sends data
      Then the packets are:
        | from    | packet | seen | verdict                     |
        | backend | data   | NEW  | dropped at frontend ingress |
      And under the stateful model, the connection is hanging

    Scenario: Over UDP the first answer ends the set-up, and half a minute of silence the entry
      Given the pods:
        | pod      | ip         | ports  |
        | frontend | 10.244.0.7 |        |
        | backend  | 10.244.0.9 | 53/UDP |
      And frontend allows egress to backend
      And backend allows ingress from frontend
      And backend allows egress to frontend
      And frontend opens a connection to backend:53/UDP
      When policy allow-backend-egress-to-frontend is deleted
      And backend sends data
      Then the packets are:
        | from    | packet | seen        | verdict |
        | backend | answer | ESTABLISHED | passes  |
      When 30 seconds pass
      And frontend sends data
      And backend sends data
      Then the packets are:
        | from    | packet | seen        | verdict                   |
        | backend | answer | ESTABLISHED | dropped at backend egress |

  Rule: Where three permissions are really needed, the third is asked for every answer

    A server side without tracking before a client side with it: Calico's untracked policy, OVN-Kubernetes'
    acl-stateless on the server's policy alone, a network ACL on the server's subnet. There the model is stateful, and
    one pod is not tracked.

    Background:
      Given the stateful model
      And the pods:
        | pod      | ip         | ports | node     |
        | frontend | 10.244.1.7 |       | worker-1 |
        | backend  | 10.244.2.9 | 8080  | worker-2 |
      And backend is untracked
      And policy allow-frontend-ingress-from-backend is deleted

    Scenario: Three are enough
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | packet  | seen on node worker-1 | seen on node worker-2 | verdict |
        | frontend | SYN     | NEW                   | UNTRACKED             | passes  |
        | backend  | SYN-ACK | ESTABLISHED           | UNTRACKED             | passes  |
        | frontend | ACK     | ESTABLISHED           | UNTRACKED             | passes  |

    Scenario: Two are not
      Given policy allow-backend-egress-to-frontend is deleted
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | packet  | verdict                   |
        | frontend | SYN     | passes                    |
        | backend  | SYN-ACK | dropped at backend egress |

    Scenario: Without the third an open connection stops at once
      Given frontend opens a connection to backend:8080
      When policy allow-backend-egress-to-frontend is deleted
      And frontend sends data
      Then the packets are:
        | from     | packet | verdict                   |
        | frontend | data   | passes                    |
        | backend  | ACK    | dropped at backend egress |
      And the connection hangs
