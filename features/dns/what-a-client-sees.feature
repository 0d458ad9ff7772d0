@model:stateful
Feature: What a client sees of a name that it does not get
  A name can fail by an answer, which comes at once, or for want of one, which takes 20 seconds. Programs say "could not
  resolve host" to both; time tells them apart.
  Sources: resolv.conf(5), timeout and attempts; curl docs/cmdline-opts/_EXITCODES.md; dig(1), RETURN CODES. Measured
  with glibc 2.36, OpenBSD nc, GNU wget, busybox, BIND's nslookup and dig, on Linux 6.18.

  Background:
    Given the namespace shop
    And the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
      | empty   | 80        |
    And kube-dns

  Rule: An answer and no answer

    Scenario: There is no such name: the server says so at once
      Then frontend cannot resolve bakend: NXDOMAIN after 0 seconds
      And frontend → http://bakend cannot resolve: NXDOMAIN

    Scenario: Questions are dropped: twice five seconds for the name with a search domain, and twice five without
      Given deny-all
      Then frontend cannot resolve backend: no answer after 20 seconds
      And frontend → http://backend fails with could not resolve host

    Scenario: A name with a final dot is asked for once
      Given deny-all
      Then frontend cannot resolve backend.shop.svc.cluster.local.: no answer after 10 seconds

    Scenario Outline: Where blocked packets are <packets>, the client learns: <failure>
      Given the setting blocked-packets is <packets>
      And deny-all
      Then frontend cannot resolve backend: <failure>
      And frontend → http://backend fails with could not resolve host
      And curl exits with 6 for frontend → http://backend

      Examples:
        | packets    | failure                          |
        | dropped    | no answer after 20 seconds       |
        | refused    | port unreachable after 0 seconds |
        | reset      | administratively prohibited      |
        | prohibited | administratively prohibited      |

    Scenario Outline: <cni> under deny-all: <failure>
      Given a cluster that runs <cni>
      And deny-all
      Then frontend cannot resolve backend: <failure>

      Examples:
        | cni            | failure                          |
        | Calico         | no answer after 20 seconds       |
        | Cilium         | no answer after 20 seconds       |
        | Antrea         | no answer after 20 seconds       |
        | OVN-Kubernetes | no answer after 20 seconds       |
        | AWS VPC CNI    | no answer after 20 seconds       |
        | kube-router    | port unreachable after 0 seconds |

    Scenario: Where nothing enforces, the name is found under deny-all
      Given deny-all
      Then frontend → http://backend depends on the CNI:
        | CNI                       | verdict                         |
        | Flannel                   | succeeds                        |
        | kindnet before kind v0.24 | succeeds                        |
        | any other                 | fails at frontend egress to DNS |

  Rule: Programs

    Scenario Outline: <program> exits with <dropped> where questions are dropped, with <absent> where the name is absent
      Then <program> exits with 0 for frontend → http://backend
      And <program> exits with <absent> for frontend → http://bakend
      When deny-all
      Then <program> exits with <dropped> for frontend → http://backend

      Examples:
        | program      | dropped | absent |
        | curl         | 6       | 6      |
        | curl -m 30   | 6       | 6      |
        | curl -m 4    | 28      | 6      |
        | getent       | 2       | 2      |
        | wget         | 4       | 4      |
        | busybox wget | 1       | 1      |
        | nc           | 1       | 1      |
        | nslookup     | 1       | 1      |
        | dig          | 9       | 0      |

    Scenario: A limit shorter than the resolver's patience hides that it was the name
      curl counts resolving into -m, and then says 28, as it does where the connection itself hangs.

      Given deny-all egress
      Then curl -m 4 exits with 28 for frontend → http://backend
      And curl -m 4 exits with 28 for frontend → service/backend:80
      When frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      Then curl -m 4 exits with 28 for frontend → http://backend
      And getent exits with 0 for frontend → http://backend

    Scenario: The same limit, longer than 20 seconds, tells the two apart
      Given deny-all egress
      Then curl -m 30 exits with 6 for frontend → http://backend
      When frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      Then curl -m 30 exits with 28 for frontend → http://backend

  Rule: The name is found, and then

    Scenario Outline: <what>: <program> exits with <code>
      Then <program> exits with <code> for frontend → <url>

      Examples:
        | what                    | program | code | url            |
        | The Service has no pods | curl    | 7    | http://empty   |
        | The Service has no pods | getent  | 0    | http://empty   |
        | The Service has no pods | wget    | 4    | http://empty   |
        | All is well             | curl    | 0    | http://backend |
