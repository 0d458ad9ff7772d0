Feature: The first policy of a pod
  The agents of AWS and of kube-network-policies know nothing of what a pod had open while no policy selected it. Its next
  packet is judged then, in whichever direction it goes. Where a policy was in place before, AWS cuts nothing by another.
  Sources: aws/aws-network-policy-agent pkg/ebpf/c/tc.v4egress.bpf.c; kubernetes-sigs/kube-network-policies
  pkg/dataplane/controller.go.

  Background:
    Given the pods:
      | pod | ports | node |
      | web |       | w1   |
      | db  | 5432  | w2   |

  Scenario Outline: <CNI>: deny-all on a cluster without any policy
    Given a cluster that runs <CNI>
    And web opens a connection to db:5432
    When deny-all
    And <speaker> sends data
    Then the connection <what becomes of it>

    Examples:
      | CNI                   | speaker | what becomes of it |
      | AWS VPC CNI           | web     | hangs              |
      | AWS VPC CNI           | db      | hangs              |
      | kindnet               | web     | hangs              |
      | kindnet               | db      | hangs              |
      | kube-network-policies | web     | hangs              |
      | Calico                | web     | is open            |
      | Calico                | db      | is open            |

  Scenario: AWS VPC CNI: a rule that goes while a policy stays
    Given a cluster that runs AWS VPC CNI
    And deny-all
    And web allows egress to db
    And db allows ingress from web
    And web opens a connection to db:5432
    When policy allow-web-egress-to-db is deleted
    And web sends data
    Then the connection is open
