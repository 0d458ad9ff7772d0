Feature: Address blocks: which addresses a rule means
  A block means the addresses in cidr less those in except, whoever has them: it is made for the outside, yet pods have
  addresses too. An exception narrows its own block and denies nothing to others. The two address families never mix.
  Sources: IPBlock, its fields cidr and except; kubernetes.io, Network Policies, "Behavior of to and from selectors".

  Replies do not matter here, so the model is stateful.

  Background:
    Given the stateful model
    And the namespace shop
    And the pods:
      | pod                   | ip          | ports |
      | frontend              | 10.244.1.10 | 8080  |
      | cart                  | 10.244.1.11 | 8080  |
      | backend               | 10.244.2.20 | 8080  |
      | monitoring/prometheus | 10.244.3.30 | 8080  |
    And the external endpoints:
      | name    | addresses      |
      | office  | 203.0.113.0/24 |
      | partner | 198.51.100.7   |

  Scenario: An ingress block lets in the addresses that it holds
    Given backend allows ingress from 203.0.113.0/24
    Then office → backend:8080 succeeds
    But partner → backend:8080 fails at backend ingress
    And frontend → backend:8080 fails at backend ingress

  Scenario: An egress block leads to the addresses that it holds
    Given backend allows egress to 203.0.113.0/24
    Then backend → office:443 succeeds
    But backend → partner:443 fails at backend egress
    And backend → frontend:8080 fails at backend egress

  Scenario Outline: A block ends exactly where its prefix says: <block>
    Given backend allows ingress from <block>
    Then <first> → backend:8080 succeeds
    And <last> → backend:8080 succeeds
    But <before> → backend:8080 fails at backend ingress
    And <after> → backend:8080 fails at backend ingress

    Examples:
      | block           | first        | last           | before         | after         |
      | 203.0.113.0/24  | 203.0.113.0  | 203.0.113.255  | 203.0.112.255  | 203.0.114.0   |
      | 203.0.113.64/26 | 203.0.113.64 | 203.0.113.127  | 203.0.113.63   | 203.0.113.128 |
      | 198.51.100.7/32 | 198.51.100.7 | 198.51.100.7   | 198.51.100.6   | 198.51.100.8  |
      | 172.16.0.0/12   | 172.16.0.0   | 172.31.255.255 | 172.15.255.255 | 172.32.0.0    |

  Scenario: An exception shuts out its addresses and no others
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.64/26] } }]
      """
    Then 203.0.113.63 → backend:8080 succeeds
    And 203.0.113.128 → backend:8080 succeeds
    But 203.0.113.64/26 → backend:8080 fails at backend ingress

  Scenario: Every exception counts
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        egress:
          - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 198.51.100.7/32] } }]
      """
    Then backend → office:443 succeeds
    But backend → frontend:8080 fails at backend egress
    And backend → partner:443 fails at backend egress

  Scenario: What one block excepts, another peer of the same rule may let in
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from:
              - ipBlock: { cidr: 10.244.0.0/16, except: [10.244.1.0/24] }
              - podSelector: { matchLabels: { app: frontend } }
      """
    Then frontend → backend:8080 succeeds
    But cart → backend:8080 fails at backend ingress

  Scenario: What one block excepts, another rule may let in
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [203.0.113.0/24] } }]
          - from: [{ ipBlock: { cidr: 203.0.113.128/25 } }]
      """
    Then 203.0.113.128/25 → backend:8080 succeeds
    But 203.0.113.0/25 → backend:8080 fails at backend ingress

  Scenario: What one block excepts, another policy may let in
    Given backend allows ingress from 0.0.0.0/0 except 203.0.113.0/24
    And office → backend:8080 fails at backend ingress
    When backend allows ingress from office
    Then office → backend:8080 succeeds

  Scenario: A block of one address leads to the pod that has it
    Given backend allows egress to 10.244.1.10/32
    Then backend → frontend:8080 succeeds
    But backend → cart:8080 fails at backend egress

  Scenario: A wide block leads to pods of every namespace
    Given backend allows egress to 10.244.0.0/16
    Then backend → frontend:8080 succeeds
    And backend → monitoring/prometheus:8080 succeeds
    But backend → office:443 fails at backend egress

  Scenario: A wide block lets in pods of every namespace
    Given backend allows ingress from 10.244.0.0/16
    Then frontend → backend:8080 succeeds
    And monitoring/prometheus → backend:8080 succeeds
    But office → backend:8080 fails at backend ingress

  Scenario: An exception shuts out a pod by its address
    Given backend allows egress to 10.244.0.0/16 except 10.244.1.11/32
    Then backend → frontend:8080 succeeds
    But backend → cart:8080 fails at backend egress

  Scenario: All of IPv4 holds no IPv6 address
    Given the pods:
      | pod     | ip                       |
      | backend | 10.244.2.20, fd00:244::2 |
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        policyTypes: [Egress]
        egress:
          - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]
      """
    Then backend → 203.0.113.9:443 succeeds
    But backend → [2001:db8::9]:443 fails at backend egress

  Scenario: All of IPv6 holds no IPv4 address
    Given the pods:
      | pod     | ip                       |
      | backend | 10.244.2.20, fd00:244::2 |
    When the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - from: [{ ipBlock: { cidr: "::/0" } }]
      """
    Then 2001:db8::9 → backend:8080 succeeds
    But 203.0.113.9 → backend:8080 fails at backend ingress

  Scenario: It takes a block of each family to lead everywhere
    Given the pods:
      | pod     | ip                       |
      | backend | 10.244.2.20, fd00:244::2 |
    When backend allows egress to 0.0.0.0/0 and ::/0
    Then backend → 203.0.113.9:443 succeeds
    And backend → [2001:db8::9]:443 succeeds
    And backend → the Internet:443 succeeds

  Scenario: A block of IPv6 addresses ends exactly where its prefix says
    Given the pods:
      | pod     | ip          |
      | backend | fd00:244::2 |
    When backend allows ingress from 2001:db8:0:40::/58
    Then 2001:db8:0:40:: → backend:8080 succeeds
    And 2001:db8:0:7f:ffff:ffff:ffff:ffff → backend:8080 succeeds
    But 2001:db8:0:3f:ffff:ffff:ffff:ffff → backend:8080 fails at backend ingress
    And 2001:db8:0:80:: → backend:8080 fails at backend ingress
