Feature: The first seconds of a pod
  A pod has an address before its rules are written. Kubernetes wants it isolated before its containers start; allow
  rules may come late. Some plugins make the pod wait. With others it is open until the rules are there, and one has a
  mode in which it is closed. Here the window is two seconds.
  Sources: kubernetes.io, Network Policies, "Pod lifecycle"; cloudnativelabs/kube-router docs/troubleshoot.md, #873;
  aws/amazon-vpc-cni-k8s #2732, #3068; aws/aws-network-policy-agent #73, #175, #189, #345.

  Background:
    Given the pods:
      | pod      | ports  | ip          | node     |
      | frontend | 3000   | 10.244.1.10 | worker-1 |
      | backend  | 8080   | 10.244.2.10 | worker-2 |
      | dns      | 53/UDP | 10.244.2.53 | worker-2 |
    And deny-all ingress

  Rule: The plugin waits: from its first packet on the pod is as closed as it will be

    Scenario Outline: <CNI>: nobody reaches a pod that has just started
      Given a cluster that runs <CNI>
      When pod backend restarts
      Then frontend → backend:8080 fails at backend ingress
      When frontend opens a connection to backend:8080
      And 1 minute passes
      Then the connection hangs

      Examples:
        | CNI         |
        | Calico      |
        | Calico eBPF |
        | Antrea      |

  Rule: The pod starts open

    Scenario Outline: <CNI>: whoever is quick gets in, and stays
      The connection belongs to what is established when the rules come, and that passes before them.

      Given a cluster that runs <CNI>
      When pod backend restarts
      And frontend opens a connection to backend:8080
      And 3 seconds pass
      And frontend sends data
      Then the connection is still open
      But frontend → backend:8080 fails at backend ingress

      Examples:
        | CNI         |
        | kube-router |
        | kindnet     |

    Scenario Outline: <CNI>: <when> after its start, whoever calls the pod <verdict>
      Given a cluster that runs <CNI>
      When pod backend restarts
      And <when> pass
      Then frontend → backend:8080 <verdict>

      Examples:
        | CNI         | when        | verdict                  |
        | kube-router | 1.9 seconds | succeeds                 |
        | kube-router | 2 seconds   | fails at backend ingress |
        | AWS VPC CNI | 1.9 seconds | succeeds                 |
        | AWS VPC CNI | 2 seconds   | fails at backend ingress |

    Scenario: The other end has rules: only the pod that is new is open
      Given a cluster that runs kube-router
      And deny-all
      When pod backend restarts
      Then frontend → backend:8080 fails at frontend egress
      But backend → the Internet:443 succeeds

    Scenario: A pod that asks as soon as it starts cannot hear the answer
      The AWS plugin writes its map of connections by the same programs that carry the rules. What the pod sends before
      they are there is let through and not noted (here: flushed), so that the answer seems to be a new connection. It
      needs an ingress rule for ephemeral ports: the study notes' third check, at the other end, and by accident.

      Given a cluster that runs AWS VPC CNI
      When pod frontend restarts
      And frontend sends a datagram to dns:53/UDP
      And the conntrack table of pod frontend is flushed
      And 2 seconds pass
      And dns answers
      Then the packets are:
        | from | to       | packet | seen on pod frontend | verdict                     |
        | dns  | frontend | answer | NEW                  | dropped at frontend ingress |
      When frontend allows ingress from dns on ports 1024-65535/UDP
      And dns answers
      Then the packets are:
        | from | to       | packet | seen on pod frontend | verdict |
        | dns  | frontend | answer | NEW                  | passes  |

  Rule: The pod starts closed

    Scenario Outline: <CNI>: for two seconds nothing enters and nothing leaves, whatever policy says
      DNS fails as well. A SYN is sent again after one second and after two, and then gets through.

      Given a cluster that runs <CNI>
      And all policies are deleted
      When pod frontend restarts
      Then frontend → dns:53/UDP fails at frontend egress
      And backend → frontend:3000 fails at frontend ingress
      When frontend opens a connection to backend:8080
      And 1 second passes
      Then the connection hangs
      When 1 second passes
      Then the connection is open

      Examples:
        | CNI                                    |
        | AWS VPC CNI in strict mode             |
        | kube-router with --netpol-default-deny |

  Rule: Who does what

    Scenario: A pod that has just started, and that no policy lets anybody reach
      When pod backend restarts
      Then frontend → backend:8080 depends on the CNI:
        | CNI                       | verdict                  |
        | kube-router               | succeeds                 |
        | kindnet                   | succeeds                 |
        | kube-network-policies     | succeeds                 |
        | AWS VPC CNI               | succeeds                 |
        | Flannel                   | succeeds                 |
        | kindnet before kind v0.24 | succeeds                 |
        | any other                 | fails at backend ingress |

    Scenario: A pod that has just started, and that a policy lets everybody reach
      When backend allows ingress
      And pod backend restarts
      Then frontend → backend:8080 depends on the CNI:
        | CNI                                    | verdict                  |
        | AWS VPC CNI in strict mode             | fails at backend ingress |
        | kube-router with --netpol-default-deny | fails at backend ingress |
        | any other                              | succeeds                 |
