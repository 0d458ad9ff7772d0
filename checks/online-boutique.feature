Feature: Online Boutique, a shop of twelve workloads and their policies
  The manifests are not ours: they lie beside a checkout that has them, and this check is skipped where they do not.
  Every workload but the load generator is isolated both ways; egress is open, ingress is named peer by peer.

  Background:
    Given the manifests in "../../shared/real/online-boutique/"

  Scenario: The cart's store is reached by the cart service alone
    Then cartservice → redis-cart:6379 succeeds
    And cartservice → redis-cart succeeds
    But frontend → redis-cart:6379 fails at redis-cart ingress
    And checkoutservice → redis-cart:6379 is blocked by deny-all and redis-cart
    And the Internet → redis-cart:6379 fails at redis-cart ingress
    And cartservice → redis-cart:6380 fails at redis-cart ingress

  Scenario: The frontend is reached by everybody
    Then the Internet → frontend:8080 succeeds
    And loadgenerator → frontend:8080 succeeds
    And redis-cart → frontend:8080 succeeds

  Scenario: Payments are taken by the checkout alone
    Then checkoutservice → paymentservice:50051 succeeds
    But frontend → paymentservice:50051 fails at paymentservice ingress
    And cartservice → paymentservice:50051 fails at paymentservice ingress
    And the Internet → paymentservice:50051 fails at paymentservice ingress

  Scenario: The load generator sends and receives nothing
    Then loadgenerator → frontend succeeds
    But frontend → loadgenerator:80 is blocked by deny-all
    And loadgenerator → cartservice fails at cartservice ingress

  Scenario Outline: On port <port>
    Then the reachability on port <port> is:
      |                       | <server> |
      | adservice             | X        |
      | cartservice           | <cart>   |
      | checkoutservice       | <check>  |
      | frontend              | <front>  |
      | loadgenerator         | X        |
      | recommendationservice | <recom>  |
      | redis-cart            | <redis>  |
      | the Internet          | X        |

    Examples:
      | server                | port  | cart | check | front | recom | redis |
      | cartservice           | 7070  |      | .     | .     | X     | X     |
      | checkoutservice       | 5050  | X    |       | .     | X     | X     |
      | currencyservice       | 7000  | X    | .     | .     | X     | X     |
      | emailservice          | 8080  | X    | .     | X     | X     | X     |
      | paymentservice        | 50051 | X    | .     | X     | X     | X     |
      | productcatalogservice | 3550  | X    | .     | .     | .     | X     |
      | recommendationservice | 8080  | X    | X     | .     |       | X     |
      | redis-cart            | 6379  | .    | X     | X     | X     |       |
      | shippingservice       | 50051 | X    | .     | .     | X     | X     |

  Scenario: Upstream and the third check agree, as everybody's egress is open
    Then under the stateful model, frontend → cartservice succeeds
    And under the three-check model, frontend → cartservice succeeds
    But under the stateless model, frontend → checkoutservice succeeds
    And under the stateless model, checkoutservice → paymentservice fails at checkoutservice ingress for the reply
