Feature: Ports that are not those of the pod
  A rule names ports of the pods that are reached. A Service's port has been rewritten by then, and a name is looked up there.

  Background:
    Given the stateful model
    And the pods:
      | pod | ports            |
      | web | 8000             |
      | api | http=8080        |
      | db  | sql=5432,9187    |
    And the services:
      | service | ports     |
      | api     | 80 → 8080 |

  Scenario: The port of the Service
    Given web allows egress to api on port 80
    And api allows ingress from web on port 80
    Then lint finds service-port in egress rule 1 of policy allow-web-egress-to-api-on-80
    And lint finds service-port in ingress rule 1 of policy allow-api-ingress-from-web-on-80
    And lint finds no port-matches-nothing

  Scenario: The port of the pod
    Given web allows egress to api on port 8080
    And api allows ingress from web on port 8080
    Then lint finds no service-port

  Scenario: Port 80 of whomever is no Service's
    Given web allows egress on port 80
    Then lint finds no service-port

  Scenario: A name that the pods behind the rule do not have
    Given web allows egress to db on port http
    And web allows egress to api on port http
    Then lint finds port-matches-nothing in egress rule 1 of policy allow-web-egress-to-db-on-http
    But lint finds no port-matches-nothing in egress rule 1 of policy allow-web-egress-to-api-on-http

  Scenario: A number on which nobody listens
    Given db allows ingress from web on port 5423
    And db allows ingress from api on port 5432
    Then lint finds port-matches-nothing in ingress rule 1 of policy allow-db-ingress-from-web-on-5423
    But lint finds no port-matches-nothing in ingress rule 1 of policy allow-db-ingress-from-api-on-5432

  Scenario: A manifest need not declare a port
    So it is said only where nothing that is declared is open.
    Given the manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: cache, labels: { app: cache } }
      spec: { containers: [{ name: main, image: main, ports: [{ containerPort: 6379 }] }] }
      """
    And cache allows ingress from api on port 6739
    Then lint finds port-matches-nothing in policy allow-cache-ingress-from-api-on-6739
    When policy allow-cache-ingress-from-api-on-6739 is deleted
    And cache allows ingress from api on ports 6379 and 9121
    Then lint finds no port-matches-nothing
