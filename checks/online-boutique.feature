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

  Rule: By name, as the shop calls itself

    Background:
      Given kube-dns

    Scenario Outline: <client> → <url>
      Then <client> → <url> succeeds
      And <client> resolves <service> to service/<service>

      Examples: What the frontend calls
        | client   | service               | url                              |
        | frontend | adservice             | tcp://adservice:9555             |
        | frontend | cartservice           | tcp://cartservice:7070           |
        | frontend | checkoutservice       | tcp://checkoutservice:5050       |
        | frontend | currencyservice       | tcp://currencyservice:7000       |
        | frontend | productcatalogservice | tcp://productcatalogservice:3550 |
        | frontend | recommendationservice | tcp://recommendationservice:8080 |
        | frontend | shippingservice       | tcp://shippingservice:50051      |

      Examples: What the checkout calls
        | client          | service               | url                              |
        | checkoutservice | cartservice           | tcp://cartservice:7070           |
        | checkoutservice | currencyservice       | tcp://currencyservice:7000       |
        | checkoutservice | emailservice          | tcp://emailservice:5000          |
        | checkoutservice | paymentservice        | tcp://paymentservice:50051       |
        | checkoutservice | productcatalogservice | tcp://productcatalogservice:3550 |
        | checkoutservice | shippingservice       | tcp://shippingservice:50051      |

      Examples: What the others call
        | client                | service               | url                              |
        | cartservice           | redis-cart            | redis://redis-cart               |
        | recommendationservice | productcatalogservice | tcp://productcatalogservice:3550 |
        | loadgenerator         | frontend              | http://frontend                  |

    Scenario: Who calls the frontend says 80 and is judged on 8080; the e-mail service says 5000
      Then loadgenerator → http://frontend:80 succeeds
      And checkoutservice → service/emailservice:5000 succeeds
      But checkoutservice → emailservice:5000 fails at emailservice ingress

    Scenario Outline: <client> → <url> is stopped by <server>
      Then <client> → <url> fails at <server> ingress
      And <client> → <url> is blocked by deny-all and <server>

      Examples:
        | client                | url                              | server                |
        | frontend              | redis://redis-cart               | redis-cart            |
        | frontend              | tcp://paymentservice:50051       | paymentservice        |
        | frontend              | tcp://emailservice:5000          | emailservice          |
        | cartservice           | tcp://paymentservice:50051       | paymentservice        |
        | adservice             | tcp://cartservice:7070           | cartservice           |
        | checkoutservice       | tcp://adservice:9555             | adservice             |
        | recommendationservice | tcp://currencyservice:7000       | currencyservice       |
        | loadgenerator         | tcp://checkoutservice:5050       | checkoutservice       |
        | paymentservice        | tcp://shippingservice:50051      | shippingservice       |
        | shippingservice       | tcp://recommendationservice:8080 | recommendationservice |
        | emailservice          | tcp://productcatalogservice:3550 | productcatalogservice |

    Scenario: Nobody misses a name: what fails is found and then stopped
      Then frontend resolves redis-cart
      And curl -m 4 exits with 28 for frontend → redis://redis-cart
      But frontend → http://loadgenerator cannot resolve: NXDOMAIN

    Scenario: Customers come in by the load balancer
      Then the Internet → service/frontend-external:80 succeeds
      But the Internet → cartservice:7070 fails at cartservice ingress

    Scenario: The shop closes its egress, as many do next: every name is gone
      Given the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: frontend }
        spec:
          podSelector: { matchLabels: { app: frontend } }
          policyTypes: [Ingress, Egress]
          ingress: [{}]
          egress: [{ to: [{ podSelector: {} }] }]
        """
      Then frontend → tcp://cartservice:7070 fails at frontend egress to DNS
      But frontend → service/cartservice:7070 succeeds
      When frontend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53/UDP
      Then frontend → tcp://cartservice:7070 succeeds
