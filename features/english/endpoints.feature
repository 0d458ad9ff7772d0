Feature: Who may stand at the ends of a flow
  A bare name is a pod of the scenario's namespace, else a workload there, else an external endpoint, else the only pod
  or workload of that name anywhere. A prefix says what is meant; addresses and blocks need none.

  Background:
    Given the stateful model
    And the namespace shop
    And the nodes:
      | node     | ip       |
      | worker-1 | 10.0.0.1 |
      | worker-2 | 10.0.0.2 |
    And the pods:
      | pod         | ports            | ip          | node     |
      | frontend    | http=8080        | 10.244.1.10 | worker-1 |
      | backend     | 8080,53/UDP      | 10.244.2.20 | worker-2 |
      | bank/ledger | 5432             | 10.244.2.30 | worker-2 |
    And the external endpoints:
      | name         | addresses                    |
      | office       | 203.0.113.0/24, 198.51.100.7 |
      | payment desk | 192.0.2.10                   |

  Scenario Outline: <flow> is read
    Then <flow> succeeds

    Examples: arrows, ports and protocols
      | flow                          |
      | frontend → backend:8080       |
      | frontend -> backend:8080      |
      | frontend=>backend:8080        |
      | frontend→backend              |
      | frontend → backend:8080/TCP   |
      | frontend → backend:53/udp     |
      | backend → frontend:http       |
      | office → backend:8080-8080    |

    Examples: ends
      | flow                                  |
      | shop/frontend → bank/ledger:5432      |
      | frontend → ledger                     |
      | pod/frontend → pod/bank/ledger        |
      | node/worker-1 → frontend:8080         |
      | frontend → node/worker-2:10250        |
      | office → frontend                     |
      | frontend → payment desk:443           |
      | the Internet → frontend               |
      | frontend → The internet:443           |
      | 203.0.113.9 → frontend                |
      | frontend → 10.244.2.20:8080           |

  Scenario: The address of a pod is that pod
    Given backend allows ingress from frontend
    Then 10.244.1.10 → backend:8080 succeeds
    But 10.244.1.11 → backend:8080 fails at backend ingress

  Scenario: A block of one address is that address
    Given backend allows ingress from frontend
    Then 10.244.1.10/32 → backend:8080 succeeds

  Scenario: Other blocks stand for addresses outside
    Given backend allows ingress from frontend
    Then 10.244.1.0/24 → backend:8080 fails at backend ingress

  Scenario: The Internet leaves out what is private, shared, local or multicast
    Given backend allows ingress from the Internet
    Then the Internet → backend:8080 succeeds
    And 172.32.0.1 → backend:8080 succeeds
    But 10.1.2.3 → backend:8080 fails at backend ingress
    And 172.16.0.1 → backend:8080 fails at backend ingress
    And 192.168.1.1 → backend:8080 fails at backend ingress
    And 100.64.9.9 → backend:8080 fails at backend ingress
    And 169.254.169.254 → backend:8080 fails at backend ingress

  Scenario: All addresses of a block must agree, so a hole in a rule is found
    Given backend allows ingress from 203.0.113.0/24 except 203.0.113.64/26
    Then 203.0.113.0/26 → backend:8080 succeeds
    And 203.0.113.128/25 → backend:8080 succeeds
    But 203.0.113.64/26 → backend:8080 fails

  Scenario: A port that is not listed refuses, if policy lets it come so far
    Then frontend → backend:9090 is refused
    But deny-all in namespace shop
    And frontend → backend:9090 fails at frontend egress

  Scenario: One address of a dual-stack pod is that address alone
    Given the pods:
      | pod      | ip                        |
      | frontend | 10.244.1.10, fd00:244::10 |
      | backend  | 10.244.1.20, fd00:244::20 |
    When backend allows egress to 10.244.0.0/16
    Then backend → 10.244.1.10:8080 succeeds
    But backend → [fd00:244::10]:8080 fails at backend egress

  Scenario: A pod that is listed without ports listens on everything
    Given the pods:
      | pod      |
      | frontend |
      | backend  |
    When backend allows ingress from frontend on ports 1-65535
    Then frontend → backend succeeds
    And frontend → backend:53/UDP fails at backend ingress

  Scenario: Pods without an address get one, and blocks may name it
    Given pod addresses from 10.244.0.0/16
    And the pods:
      | pod      |
      | frontend |
      | backend  |
    When backend allows ingress from 10.244.0.1
    Then 10.244.0.1 → backend:80 succeeds
    And frontend → backend:80 succeeds
