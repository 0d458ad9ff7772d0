@model:stateful
Feature: Deny-all behind an Ingress
  An Ingress is a line in the configuration of its controller, and no rule of policy knows it. What reaches a pod of the
  shop is a connection that the controller opens, from a pod of another namespace: a rule for the controller is what lets
  the Internet in, and one for the Internet is not.
  Sources: kubernetes.io, Ingress, "The Ingress resource"; ingress-nginx, docs/user-guide/nginx-configuration/annotations.md,
  "Service Upstream": its upstreams are the addresses and ports of endpoints; charts/ingress-nginx/templates/_helpers.tpl.

  Background:
    Given the namespace shop
    And the pods:
      | pod                      | labels                                                                       | ports   | ip          |
      | web                      |                                                                              | 8080    | 10.244.1.10 |
      | backend                  |                                                                              | 9000    | 10.244.1.11 |
      | ingress-nginx/controller | app.kubernetes.io/name=ingress-nginx, app.kubernetes.io/component=controller | 80, 443 | 10.244.2.20 |
      | ingress-nginx/admission  | app.kubernetes.io/name=ingress-nginx, app.kubernetes.io/component=admission  |         | 10.244.2.21 |
      | monitoring/prometheus    |                                                                              |         | 10.244.2.30 |
    And the services:
      | service                  | ports     | type         | external ip   | external traffic | selector                               |
      | web                      | 80 → 8080 |              |               |                  |                                        |
      | ingress-nginx/controller | 80, 443   | LoadBalancer | 198.51.100.10 | Local            | app.kubernetes.io/component=controller |
    And the manifests:
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend:
                    service:
                      name: web
                      port:
                        number: 80
      """

  Scenario: Without policy the Internet comes in
    Then the Internet → https://shop.example.com succeeds
    And the Internet → http://shop.example.com/cart?item=7 succeeds

  Scenario: Deny-all in the shop stops what the controller forwards, not what the Internet sends
    When deny-all in namespace shop
    Then the Internet → https://shop.example.com fails at web ingress
    And the Internet → https://shop.example.com is blocked by shop/deny-all
    But the Internet → service/ingress-nginx/controller:443 succeeds

  Rule: Whom the rule names

    Background:
      Given deny-all in namespace shop

    Scenario: The Internet: nobody comes in by such a rule, as web never sees an address of the Internet
      When web allows ingress from the Internet
      Then the Internet → https://shop.example.com fails at web ingress

    Scenario: The address of the load balancer: it is gone by then
      When web allows ingress from 198.51.100.10/32
      Then the Internet → https://shop.example.com fails at web ingress

    Scenario: The namespace of the controller, with whoever else is in it
      When web allows ingress from namespace ingress-nginx
      Then the Internet → https://shop.example.com succeeds
      And ingress-nginx/admission → web:8080 succeeds
      But monitoring/prometheus → web:8080 fails at web ingress
      And ingress-nginx/controller → backend:9000 fails at backend ingress

    Scenario: The controller by its labels, in its namespace
      When web allows ingress from pods labelled app.kubernetes.io/component=controller in namespace ingress-nginx
      Then the Internet → https://shop.example.com succeeds
      But ingress-nginx/admission → web:8080 fails at web ingress

    Scenario: The labels alone look for the controller among web's neighbours
      When web allows ingress from pods labelled app.kubernetes.io/component=controller
      Then the Internet → https://shop.example.com fails at web ingress

    Scenario: The label that many examples show, and that no namespace bears by itself
      When web allows ingress from namespaces labelled name=ingress-nginx
      Then the Internet → https://shop.example.com fails at web ingress
      When namespace ingress-nginx is labelled name=ingress-nginx
      Then the Internet → https://shop.example.com succeeds

  Rule: Which port the rule names

    Background:
      Given deny-all in namespace shop

    Scenario Outline: <port>: <which>
      When web allows ingress from namespace ingress-nginx on port <port>
      Then the Internet → https://shop.example.com <verdict>

      Examples:
        | port | which                                        | verdict              |
        | 443  | where the client knocks                      | fails at web ingress |
        | 80   | that of the Service, which the Ingress names | fails at web ingress |
        | 8080 | that of the pod, which the controller dials  | succeeds             |

  Rule: The controller's own namespace

    Background:
      Given deny-all in namespace shop
      And deny-all in namespace ingress-nginx
      And web allows ingress from namespace ingress-nginx on port 8080

    Scenario: Closed, it is the controller whom the Internet does not reach
      Then the Internet → https://shop.example.com fails at ingress-nginx/controller ingress

    Scenario: Open for the Internet, it cannot pass on what comes
      When ingress-nginx/controller allows ingress from the Internet on ports 80 and 443
      Then the Internet → https://shop.example.com fails at ingress-nginx/controller egress

    Scenario: Open both ways
      When ingress-nginx/controller allows ingress from the Internet on ports 80 and 443
      And ingress-nginx/controller allows egress to web on port 8080
      Then the Internet → https://shop.example.com succeeds
      But ingress-nginx/controller → backend:9000 fails at ingress-nginx/controller egress

    Scenario: Its egress to the Service's address is worth nothing, as it does not use it
      When ingress-nginx/controller allows ingress from the Internet on ports 80 and 443
      And ingress-nginx/controller allows egress to 10.96.0.0/12
      Then the Internet → https://shop.example.com fails at ingress-nginx/controller egress

    Scenario: Three checks on each of two connections
      Under three-check the controller has to be able to answer the Internet, and web the controller. Upstream asks for
      neither.

      When ingress-nginx/controller allows ingress from the Internet on ports 80 and 443
      And ingress-nginx/controller allows egress to web on port 8080
      Then under the stateful model, the Internet → https://shop.example.com succeeds
      But under the three-check model, the Internet → https://shop.example.com fails at ingress-nginx/controller egress for the reply
      When ingress-nginx/controller allows egress to the Internet
      Then under the three-check model, the Internet → https://shop.example.com fails at web egress for the reply
      When web allows egress to ingress-nginx/controller
      Then under the three-check model, the Internet → https://shop.example.com succeeds

  Rule: A controller outside the cluster

    Load balancers that know the addresses of pods (AWS with target type ip, GKE with container-native load balancing)
    open connections to them from subnets of their own.

    Background:
      Given deny-all in namespace shop
      And the ingress controller is 10.20.0.0/24

    Scenario: No selector lets it in
      When web allows ingress from every pod
      Then the Internet → https://shop.example.com fails at web ingress

    Scenario: The whole of its block does
      When web allows ingress from 10.20.0.0/24 on port 8080
      Then the Internet → https://shop.example.com succeeds
      But 10.20.1.1 → web:8080 fails at web ingress

    Scenario: A block that is too narrow leaves out some of its addresses
      When web allows ingress from 10.20.0.0/25 on port 8080
      Then the Internet → https://shop.example.com is unreliable
      When the ingress controller is 10.20.0.128/25
      Then the Internet → https://shop.example.com fails at web ingress
      When the ingress controller is 10.20.0.0/25
      Then the Internet → https://shop.example.com succeeds
