Feature: scratch

  Background:
    Given the namespace shop
    Given the pods:
      | pod                 | labels       | ports                 | ip         | node |
      | frontend            |              | 8080                  |            | n1   |
      | backend             | app=backend,tier=api  | http=8080,9090/UDP |            | n1   |
      | db                  | app=db         | 5432                  | 10.9.0.7   | n2   |
      | monitoring/prom     |                |                       |            | n2   |
    And the external endpoints:
      | name | addresses |
      | office | 203.0.113.0/24, 198.51.100.7 |

  Scenario: a
    Given deny-all
    And backend allows ingress from frontend and monitoring/prom on port 8080
    And frontend allows egress to backend on ports 8080 and 9090/UDP
    Then frontend → backend:8080 fails at backend egress for the reply
    And frontend → backend:http succeeds

  Scenario: b
    Given deny-all
    And backend has ingress and egress from frontend on port http
    Then frontend → backend:http succeeds
    Then frontend → backend:9090/UDP fails at frontend egress
    Then frontend → backend succeeds

  Scenario: c
    Given the stateful model
    Then the Internet → frontend succeeds
    And office → db succeeds
    And db → office succeeds
    And frontend → 10.9.0.7:5432 succeeds
    And frontend → db:5433 is refused
    And frontend → db fails

  Scenario: d
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: x
      spec:
        podSelector: {}
        ingress:
        - from:
          - ipBlock: {cidr: 203.0.113.0/25}
          ports:
          - {port: 5432}
        egress:
        - to: []
          ports:
          - {port: 40000, endPort: 65535}
      """
    Then office → db:5432 is unreliable
    And office → db:5000-6000 fails

  Scenario: e
    Given deny-all
    Given frontend allows egress to the Internet on port 443
    Given frontend allows egress to 10.0.0.0/8 except 10.1.0.0/16 on port 443
    Given frontend allows egress to pods labelled app=x, tier=y in namespace monitoring and namespace monitoring
    Then frontend → 1.1.1.1:443 succeeds

  Scenario: f
    Given deny-all
    When frontnd has only ingress

  Scenario: g
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: x
      spec:
        podSelector: {}
        ingres: []
        ingress:
        - from:
          - ipBlock: {cidr: 10.0.0.1/8}
      """
  Scenario: h
    Given deny-all
    And backend allows ingress from anyone
    And backend allows egress
    And frontend allows egress to backend
    Then only these flows succeed:
      | frontend → backend:8080 |

  Scenario: i
    Given deny-all
    Then the reachability on port 8080 is:
      |  | frontend | backend | db | office |
      | frontend | | . | X | X |
      | office   | X | X | . | |
