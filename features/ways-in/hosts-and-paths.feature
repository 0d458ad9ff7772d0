@model:stateful
Feature: Hosts and paths lead to different Services, and policy parts them no further
  Which Service a request is led to, its host and its path decide; whether it arrives, the policies of the pods behind. One
  site may so work in one half and not in the other.
  Sources: kubernetes.io, Ingress, "Path types", "Multiple matches", "Hostname wildcards", "DefaultBackend".

  Background:
    Given the namespace shop
    And the pods:
      | pod                      | labels                                                                       | ports   |
      | web                      |                                                                              | 8080    |
      | cart                     |                                                                              | 7070    |
      | admin                    |                                                                              | 9000    |
      | tenant                   |                                                                              | 8080    |
      | sorry                    |                                                                              | 8080    |
      | ingress-nginx/controller | app.kubernetes.io/name=ingress-nginx, app.kubernetes.io/component=controller | 80, 443 |
    And the services:
      | service | ports          |
      | web     | 80 → 8080      |
      | cart    | http=80 → 7070 |
      | admin   | 80 → 9000      |
      | tenant  | 80 → 8080      |
      | sorry   | 80 → 8080      |
    And the manifests:
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
      spec:
        defaultBackend: { service: { name: sorry, port: { number: 80 } } }
        rules:
          - host: shop.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                - { path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { name: http } } } }
                - { path: /cart/audit, pathType: Exact, backend: { service: { name: admin, port: { number: 80 } } } }
          - host: "*.shop.example.com"
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: tenant, port: { number: 80 } } } }
          - host: admin.shop.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: admin, port: { number: 80 } } } }
      """
    And deny-all

  Scenario Outline: <url> is a matter of <service>
    Where the request stops shows where it was led.

    Then the Internet → <url> fails at <service> ingress
    When <service> allows ingress from namespace ingress-nginx on port <port>
    Then the Internet → <url> succeeds

    Examples: The longest path first, and by elements
      | url                               | service | port |
      | https://shop.example.com          | web     | 8080 |
      | http://shop.example.com           | web     | 8080 |
      | https://shop.example.com/cart     | cart    | 7070 |
      | https://shop.example.com/cart/    | cart    | 7070 |
      | https://shop.example.com/cart/7   | cart    | 7070 |
      | https://shop.example.com/cart?a=7 | cart    | 7070 |
      | https://shop.example.com/cartoons | web     | 8080 |
      | https://shop.example.com/Cart     | web     | 8080 |

    Examples: An exact path is no beginning
      | url                                  | service | port |
      | https://shop.example.com/cart/audit  | admin   | 9000 |
      | https://shop.example.com/cart/audit/ | cart    | 7070 |

    Examples: A name before a wildcard, and a wildcard for one label
      | url                                | service | port |
      | https://books.shop.example.com     | tenant  | 8080 |
      | https://admin.shop.example.com     | admin   | 9000 |
      | https://a.books.shop.example.com   | sorry   | 8080 |
      | https://other.example.com/whatever | sorry   | 8080 |

  Scenario: One half of the site works
    When web allows ingress from namespace ingress-nginx
    Then the Internet → https://shop.example.com succeeds
    But the Internet → https://shop.example.com/cart fails at cart ingress
