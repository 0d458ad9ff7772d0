Feature: What every plugin does: enforce, let replies pass, cut or keep what is open, drop or refuse
  Kubernetes says who may open a connection. It does not say what becomes of connections that are open when a policy
  comes, nor what a client sees that is blocked. So plugins differ, and a test has to know on which one it runs.
  Sources: kubernetes.io, Network Policies, "NetworkPolicy's impact on existing connections"; for each plugin, see
  src/settings/cnis/.

  Background:
    Given the pods:
      | pod      | ports |
      | frontend | 3000  |
      | backend  | 8080  |
    And deny-all

  Rule: Two permissions make a connection, and the one who answers needs none

    Scenario Outline: <CNI> enforces, and replies pass without a rule
      Given a cluster that runs <CNI>
      Then frontend → backend:8080 fails at frontend egress
      When frontend allows egress to backend
      Then frontend → backend:8080 fails at backend ingress
      When backend allows ingress from frontend
      Then frontend → backend:8080 succeeds
      But backend → frontend:3000 fails at backend egress

      Examples:
        | CNI                                    |
        | Calico                                 |
        | Calico eBPF                            |
        | Cilium                                 |
        | Cilium before 1.16                     |
        | GKE Dataplane V2                       |
        | Antrea                                 |
        | Weave Net                              |
        | kube-router                            |
        | kube-router with --netpol-default-deny |
        | kindnet                                |
        | kube-network-policies                  |
        | OVN-Kubernetes                         |
        | AWS VPC CNI                            |
        | AWS VPC CNI in strict mode             |
        | Azure NPM                              |

    Scenario Outline: <CNI> stores policies and enforces none of them
      Given a cluster that runs <CNI>
      Then frontend → backend:8080 succeeds
      And backend → frontend:3000 succeeds

      Examples:
        | CNI                       |
        | Flannel                   |
        | kindnet before kind v0.24 |

  Rule: A connection is open, and the rule that allowed it is withdrawn

    Nobody sends an RST. A connection that is cut hangs, and whoever wrote gives up after a quarter of an hour, or
    earlier by a time limit of his own.

    Background:
      Given frontend allows egress to backend
      And backend allows ingress from frontend

    Scenario Outline: <CNI>: it goes on, <because>
      Given a cluster that runs <CNI>
      And frontend opens a connection to backend:8080
      When policy allow-frontend-egress-to-backend is deleted
      And frontend sends data
      And backend sends data
      Then the connection is still open
      But frontend → backend:8080 fails at frontend egress

      Examples:
        | CNI                                    | because                                                  |
        | Calico                                 | as what is established passes before any rule            |
        | Calico eBPF                            | as an entry that both ends approved passes before policy |
        | Antrea                                 | as what is established jumps over the rules              |
        | Weave Net                              | as only what is new reaches the rules                    |
        | kube-router                            | as what is established passes before any rule            |
        | kube-router with --netpol-default-deny | as what is established passes before any rule            |
        | kindnet                                | as what is established is not queued for judgement       |
        | AWS VPC CNI                            | as what its map knows passes before policy               |
        | AWS VPC CNI in strict mode             | as what its map knows passes before policy               |
        | Azure NPM                              | as only what is new reaches the rules                    |

    Scenario Outline: <CNI>: it hangs, <because>
      Given a cluster that runs <CNI>
      And frontend opens a connection to backend:8080
      When policy allow-frontend-egress-to-backend is deleted
      And frontend sends data
      Then the packets are:
        | from     | to      | packet | verdict                    |
        | frontend | backend | data   | dropped at frontend egress |
      And the connection hangs
      And curl exits with 28 for the connection
      When 16 minutes pass
      Then the connection timed out

      Examples:
        | CNI                   | because                                                              |
        | Cilium                | as the side that opened it meets policy with every packet            |
        | Cilium before 1.16    | as the side that opened it meets policy with every packet            |
        | GKE Dataplane V2      | as the side that opened it meets policy with every packet            |
        | OVN-Kubernetes        | as a denial marks the entry                                          |
        | kube-network-policies | as its agent looks, every 30 seconds at most, for what is denied now |

    Scenario Outline: <CNI>: it goes on, as nothing ever stopped it
      Given a cluster that runs <CNI>
      And frontend opens a connection to backend:8080
      When all policies are deleted
      And deny-all
      And frontend sends data
      Then the connection is still open
      And frontend → backend:8080 succeeds

      Examples:
        | CNI                       |
        | Flannel                   |
        | kindnet before kind v0.24 |

  Rule: A connection waits, and the rule comes that allows it

    Scenario Outline: <CNI>: the next SYN that the client sends again is let through
      One second after the first SYN it is still denied. The rule comes half a second later; the SYN after two seconds
      passes.

      Given a cluster that runs <CNI>
      And frontend allows egress to backend
      And frontend opens a connection to backend:8080
      When 1.5 seconds pass
      Then the connection hangs
      When backend allows ingress from frontend
      And 0.5 seconds pass
      Then the connection is open

      Examples:
        | CNI                        |
        | Calico                     |
        | Calico eBPF                |
        | Cilium                     |
        | Cilium before 1.16         |
        | GKE Dataplane V2           |
        | Antrea                     |
        | Weave Net                  |
        | kindnet                    |
        | kube-network-policies      |
        | OVN-Kubernetes             |
        | AWS VPC CNI                |
        | AWS VPC CNI in strict mode |
        | Azure NPM                  |

    Scenario: kube-router: there is nothing that waits, for the first SYN was refused
      Given a cluster that runs kube-router
      And frontend allows egress to backend
      And frontend opens a connection to backend:8080
      When backend allows ingress from frontend
      And 1 minute passes
      Then the connection was refused
      But frontend → backend:8080 succeeds

  Rule: What a client sees that is blocked

    Scenario Outline: <CNI>: <sight>, and curl exits with <code>
      Given a cluster that runs <CNI>
      Then frontend → backend:8080 fails with <sight>
      And curl exits with <code> for frontend → backend:8080
      And nc exits with 1 for frontend → backend:8080

      Examples: Dropped, without a word
        | CNI                        | sight     | code |
        | Calico                     | a timeout | 28   |
        | Calico eBPF                | a timeout | 28   |
        | Cilium                     | a timeout | 28   |
        | Cilium before 1.16         | a timeout | 28   |
        | GKE Dataplane V2           | a timeout | 28   |
        | Antrea                     | a timeout | 28   |
        | Weave Net                  | a timeout | 28   |
        | kindnet                    | a timeout | 28   |
        | kube-network-policies      | a timeout | 28   |
        | OVN-Kubernetes             | a timeout | 28   |
        | AWS VPC CNI                | a timeout | 28   |
        | AWS VPC CNI in strict mode | a timeout | 28   |
        | Azure NPM                  | a timeout | 28   |

      Examples: Answered with ICMP port unreachable, as a closed port would be
        | CNI                                    | sight              | code |
        | kube-router                            | connection refused | 7    |
        | kube-router with --netpol-default-deny | connection refused | 7    |

    Scenario Outline: <CNI> with <option>: <sight>, and curl exits with <code>
      Given a cluster that runs <CNI>
      And the setting blocked-packets is <packets>
      Then frontend → backend:8080 fails with <sight>
      And curl exits with <code> for frontend → backend:8080

      Examples:
        | CNI    | option                           | packets    | sight              | code |
        | Calico | iptablesFilterDenyAction: Reject | refused    | connection refused | 7    |
        | Cilium | policyDenyResponse: icmp         | prohibited | no route to host   | 7    |
        | Antrea | a policy of its own that rejects | reset      | connection refused | 7    |

    Scenario Outline: <CNI>: nc exits with <code> for a UDP port that is blocked
      An open port that is silent looks the same, so nc calls it open. Only an ICMP error tells.

      Given a cluster that runs <CNI>
      Then nc exits with <code> for frontend → backend:53/UDP

      Examples:
        | CNI         | code |
        | Calico      | 0    |
        | Cilium      | 0    |
        | kube-router | 1    |

    Scenario: Nothing tells a refusal by kube-router from a closed port
      Given a cluster that runs kube-router
      And frontend allows egress to backend
      Then curl exits with 7 for frontend → backend:8080
      When backend allows ingress from frontend
      Then frontend → backend:9999 is refused
      And curl exits with 7 for frontend → backend:9999
