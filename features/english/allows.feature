Feature: Allowing in words
  "backend allows ingress from frontend on port 8080" is a NetworkPolicy: it isolates its subject in that direction
  and lets the named peers through. The report shows it as YAML.

  Background:
    Given the stateful model
    And the namespace shop
    And the namespaces:
      | namespace  | labels    |
      | shop       |           |
      | bank       | team=blue |
      | monitoring | team=ops  |
    And the pods:
      | pod                   | labels               | ports             | ip         |
      | frontend              | app=frontend,tier=ui | http=8080         | 10.1.0.1   |
      | backend               |                      | 8080,53/UDP,9090  | 10.1.0.2   |
      | bank/ledger           | app=ledger           | 5432              | 10.2.0.1   |
      | monitoring/prometheus | app=prometheus       | 9090              | 10.3.0.1   |
    And the external endpoints:
      | name   | addresses                    |
      | office | 203.0.113.0/24, 198.51.100.7 |

  Scenario Outline: backend allows ingress from <peers>
    Given backend allows ingress from <peers>
    Then <allowed> → backend:8080 succeeds
    But <blocked> → backend:8080 fails at backend ingress

    Examples: pods and namespaces
      | peers                                       | allowed               | blocked               |
      | frontend                                    | frontend              | bank/ledger           |
      | bank/ledger                                 | bank/ledger           | frontend              |
      | frontend and bank/ledger                    | bank/ledger           | monitoring/prometheus |
      | every pod                                   | frontend              | bank/ledger           |
      | namespace bank                              | bank/ledger           | frontend              |
      | namespaces labelled team=ops                | monitoring/prometheus | bank/ledger           |
      | any namespace                               | bank/ledger           | the Internet          |
      | pods labelled tier=ui                       | frontend              | bank/ledger           |
      | pods labelled tier=ui, app=frontend         | frontend              | bank/ledger           |
      | pods labelled app=ledger in namespace bank  | bank/ledger           | frontend              |
      | pods labelled app=prometheus in namespaces labelled team=ops | monitoring/prometheus | bank/ledger |
      | every pod in any namespace                  | monitoring/prometheus | office                |

    Examples: addresses
      | peers                                  | allowed       | blocked       |
      | office                                 | office        | 203.0.114.1   |
      | the Internet                           | 8.8.8.8       | 10.9.9.9      |
      | 203.0.113.0/24 except 203.0.113.128/25 | 203.0.113.127 | 203.0.113.128 |
      | 203.0.113.9                            | 203.0.113.9   | 203.0.113.8   |
      

  Scenario: Ports, with and without protocol, in ranges and by name
    Given backend allows ingress from frontend on ports 8080, 53/UDP and 9000-9100
    And frontend allows ingress on port http
    Then frontend → backend:8080 succeeds
    And frontend → backend:53/UDP succeeds
    And frontend → backend:9090 succeeds
    But bank/ledger → backend:8080 fails at backend ingress
    And backend → frontend:http succeeds

  Scenario: Egress
    Given frontend allows egress to backend and office on port 8080
    Then frontend → backend:8080 succeeds
    And frontend → office:8080 succeeds
    But frontend → backend:9090 fails at frontend egress

  Scenario: Every pod of a namespace, by label or all
    Given every pod in namespace shop allows egress to namespace monitoring
    And pods labelled tier=ui allows ingress from namespace monitoring
    Then frontend → monitoring/prometheus succeeds
    And backend → bank/ledger fails at backend egress
    And monitoring/prometheus → frontend succeeds
    And bank/ledger → frontend fails at frontend ingress

  Scenario: Both directions in one sentence
    Given backend allows ingress and egress on port 8080
    Then frontend → backend:8080 succeeds
    And backend → frontend:8080 succeeds
    But backend → bank/ledger fails at backend egress

  Scenario: Every permission has a name
    Given backend allows ingress from frontend on port 8080
    Then frontend → backend:8080 is allowed by allow-backend-ingress-from-frontend-on-8080
    And frontend → backend:9090 is blocked by allow-backend-ingress-from-frontend-on-8080
