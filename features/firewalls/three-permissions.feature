Feature: Where a connection really needs three permissions
  The model `three-check` asks for the client's egress, the server's ingress and the server's egress. No network plugin
  does so by default. But filters of different memory on one path do: two of them where the server is, without memory,
  and one where the client is, with memory. These are the places known.

  They ask the same three questions, and they go on asking. The model judges the answer until the connection is
  established and never again; a filter without memory judges every packet of it, as long as it lives.

  Background:
    Given the pods:
      | pod      | ports        | ip        | node     |
      | frontend | 80           | 10.0.1.10 | worker-1 |
      | backend  | 8080, 53/UDP | 10.0.2.10 | worker-2 |

  Rule: The model, to compare with

    Background:
      Given the three-check model
      And deny-all
      And frontend allows egress to backend
      And backend allows ingress from frontend
      And backend allows egress to frontend

    Scenario Outline: Each of the three is needed: without <policy> it fails
      When policy <policy> is deleted
      Then frontend → backend:8080 fails at <door>

      Examples:
        | policy                              | door                         |
        | allow-frontend-egress-to-backend    | frontend egress              |
        | allow-backend-ingress-from-frontend | backend ingress              |
        | allow-backend-egress-to-frontend    | backend egress for the reply |

    Scenario: No fourth is needed, and once the connection is established the third is not either
      When frontend opens a connection to backend:8080
      And policy allow-backend-egress-to-frontend is deleted
      And frontend sends data
      Then the connection is open

  Rule: A security group at the client, a network ACL around the server

    The client's subnet has the network ACL of every new VPC, which allows everything. Security groups at the server
    would change nothing: they remember.
    Source: Amazon VPC User Guide, network ACLs and security groups.

    Background:
      Given the stateful model

    Scenario Outline: <missing> is missing
      Given the security group "frontend" of frontend:
        | direction | protocol | ports   | peer      |
        | inbound   | none     |         |           |
        | outbound  | TCP      | <first> | 10.0.2.10 |
      And the network ACL "server" of backend:
        | rule | direction | action | protocol | ports    | peer        |
        | 100  | inbound   | allow  | TCP      | <second> | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | <third>  | 10.0.1.0/24 |
      And the security group "backend" of backend:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 8080  | 10.0.1.10 |
        | outbound  | none     |       |           |
      Then frontend → backend:8080 <verdict>

      Examples:
        | missing                         | first | second | third       | verdict                                             |
        | None of the three               | 8080  | 8080   | 32768-60999 | succeeds                                            |
        | The first, the client's way out | 443   | 8080   | 32768-60999 | fails at frontend security group outbound           |
        | The second, the server's way in | 8080  | 443    | 32768-60999 | fails at backend network ACL inbound                |
        | The third, the answer's way out | 8080  | 8080   | 443         | fails at backend network ACL outbound for the reply |

    Scenario: Where it parts from the model: the third is asked for ever
      Given the security group "frontend" of frontend:
        | direction | protocol | ports | peer      |
        | inbound   | none     |       |           |
        | outbound  | TCP      | 8080  | 10.0.2.10 |
      And the network ACL "server" of backend:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | inbound   | allow  | TCP      | 8080        | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 32768-60999 | 10.0.1.0/24 |
      When frontend opens a connection to backend:8080
      And the network ACL "server" of backend:
        | rule | direction | action | protocol | ports | peer        |
        | 100  | inbound   | allow  | TCP      | 8080  | 10.0.1.0/24 |
      And frontend sends data
      Then the connection hangs

    Scenario: A list around the client's subnet makes it four
      Given the security group "frontend" of frontend:
        | direction | protocol | ports | peer      |
        | inbound   | none     |       |           |
        | outbound  | TCP      | 8080  | 10.0.2.10 |
      And the network ACL "server" of backend:
        | rule | direction | action | protocol | ports       | peer        |
        | 100  | inbound   | allow  | TCP      | 8080        | 10.0.1.0/24 |
        | 100  | outbound  | allow  | TCP      | 32768-60999 | 10.0.1.0/24 |
      And the network ACL "client" of frontend:
        | rule | direction | action | protocol | ports | peer        |
        | 100  | outbound  | allow  | TCP      | 8080  | 10.0.2.0/24 |
      Then frontend → backend:8080 fails at frontend network ACL inbound for the reply

  Rule: OVN-Kubernetes, where a policy bears the annotation k8s.ovn.org/acl-stateless

    With --enable-stateless-netpol the rules of such a policy remember nothing. The other end has a table of its own and
    remembers.
    Source: ovn-kubernetes/ovn-kubernetes go-controller/pkg/ovn/gress_policy.go, and #3345.

    Background:
      Given a cluster that runs OVN-Kubernetes
      And the setting acl-stateless is honoured
      And deny-all
      And frontend allows egress to backend
      And the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: backend-may-receive, annotations: { k8s.ovn.org/acl-stateless: "true" } }
        spec:
          podSelector: { matchLabels: { app: backend } }
          policyTypes: [Ingress]
          ingress:
            - from: [{ podSelector: { matchLabels: { app: frontend } } }]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: backend-may-answer, annotations: { k8s.ovn.org/acl-stateless: "true" } }
        spec:
          podSelector: { matchLabels: { app: backend } }
          policyTypes: [Egress]
          egress:
            - to: [{ podSelector: { matchLabels: { app: frontend } } }]
        """

    Scenario Outline: With the annotation at the server, each of the three is needed: without <policy> it fails
      When policy <policy> is deleted
      Then frontend → backend:8080 fails at <door>

      Examples:
        | policy                           | door                         |
        | allow-frontend-egress-to-backend | frontend egress              |
        | backend-may-receive              | backend ingress              |
        | backend-may-answer               | backend egress for the reply |

    Scenario: With the annotation at the server, three are enough, and the client's end remembers
      When frontend opens a connection to backend:8080
      Then the connection is open
      And conntrack has the connection in state ESTABLISHED on pod frontend

    Scenario: Where the flag is not set, the annotation means nothing, and two are enough
      Given the setting acl-stateless is ignored
      When policy backend-may-answer is deleted
      Then frontend → backend:8080 succeeds

    Scenario: With the annotation at both ends, it takes four
      Given the policies:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: allow-frontend-egress-to-backend, annotations: { k8s.ovn.org/acl-stateless: "true" } }
        spec:
          podSelector: { matchLabels: { app: frontend } }
          policyTypes: [Egress]
          egress:
            - to: [{ podSelector: { matchLabels: { app: backend } } }]
        """
      Then frontend → backend:8080 fails at frontend ingress for the reply
      When frontend allows ingress from backend
      Then frontend → backend:8080 succeeds

    Scenario Outline: Where it parts from the model: without <policy> an open connection hangs
      Given frontend opens a connection to backend:8080
      When policy <policy> is deleted
      And frontend sends data
      Then the connection hangs

      Examples:
        | policy              |
        | backend-may-receive |
        | backend-may-answer  |

  Rule: Calico, where an untracked ingress rule of a host endpoint stands before a policed workload

    The request goes past the tracker (doNotTrack), the answer does not: it belongs to nothing, and the workload's own
    egress policy has to admit the client. That holds for UDP. The answer to an untracked SYN, a SYN-ACK without entry,
    is INVALID, and Calico drops that before any rule, unless DisableConntrackInvalidCheck is set.
    Sources: tigera/docs calico/reference/host-endpoints/summary.mdx; projectcalico/calico felix/rules/endpoints.go;
    nf_conntrack_proto_tcp.c, tcp_new. Measured on Linux 6.18.

    Background:
      Given a cluster that runs Calico
      And deny-all
      And frontend allows egress to backend
      And backend allows ingress from frontend
      And requests to backend are untracked

    Scenario: UDP: the third permission is what the model asks for
      Then frontend → backend:53/UDP fails at backend egress for the reply
      When backend allows egress to frontend
      Then frontend → backend:53/UDP succeeds

    Scenario: TCP: no egress rule helps
      Given backend allows egress to frontend
      When frontend opens a connection to backend:8080
      Then the packets are:
        | from     | to       | packet  | seen on node worker-2 | verdict                   |
        | frontend | backend  | SYN     | UNTRACKED             | passes                    |
        | backend  | frontend | SYN-ACK | INVALID               | dropped at backend egress |
      And the connection fails with a timeout

    Scenario: TCP, where INVALID packets are judged: the third permission is what the model asks for
      Given the setting invalid-packets is judged
      Then frontend → backend:8080 fails at backend egress for the SYN-ACK
      When backend allows egress to frontend
      Then frontend → backend:8080 succeeds

    Scenario: Where it parts from the model: every answer is asked for
      Given the setting invalid-packets is judged
      And backend allows egress to frontend
      And frontend opens a connection to backend:8080
      When policy allow-backend-egress-to-frontend is deleted
      And frontend sends data
      Then the connection hangs

  Rule: notrack at the server's node, as for the port of NodeLocal DNSCache

    How many permissions it takes depends on where the client lives: the nodes of others remember.
    Source: kubernetes/dns cmd/node-cache/app/cache_app.go. Measured on Linux 6.18.

    Background:
      Given a cluster that runs Calico
      And the pods:
        | pod       | ports  | node     |
        | dns       | 53/UDP | worker-1 |
        | neighbour |        | worker-1 |
        | stranger  |        | worker-2 |
      And deny-all
      And dns is untracked
      And dns allows ingress

    Scenario: From another node it takes three
      Given stranger allows egress to dns
      Then stranger → dns:53/UDP fails at dns egress for the reply
      When dns allows egress to stranger
      Then stranger → dns:53/UDP succeeds

    Scenario: From the same node it takes four
      Given neighbour allows egress to dns
      And dns allows egress to neighbour
      Then neighbour → dns:53/UDP fails at neighbour ingress for the reply
      When neighbour allows ingress from dns
      Then neighbour → dns:53/UDP succeeds

  Rule: No home: a connection that a security group does not track

    SSH open to everyone, everything open outwards: the answer does pass by the outbound rule, a third permission. It is
    needed by nobody but connections that are open already. Without it the next connection is tracked, and needs two.
    Source: Amazon EC2 User Guide, "Untracked connections".

    Background:
      Given the stateful model
      And the security group "server" of backend:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 8080  | 0.0.0.0/0 |
        | outbound  | all      | all   | 0.0.0.0/0 |
      And frontend opens a connection to backend:8080
      And the security group "server" of backend:
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 8080  | 0.0.0.0/0 |
        | outbound  | none     |       |           |

    Scenario: The one that was open is cut: its answers were allowed, not remembered
      When backend sends data
      Then the connection hangs

    Scenario: The next one needs two
      Then frontend → backend:8080 succeeds
