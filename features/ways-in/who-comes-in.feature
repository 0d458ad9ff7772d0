@model:stateful
Feature: Who comes in by an Ingress: the office and nobody else
  Pods behind an Ingress see the controller, whoever asked. A rule for the addresses of clients belongs to the controller's
  own pods, and works there only if the load balancer leaves these addresses alone.
  Sources: kubernetes.io, Using Source IP, "Source IP for Services with Type=LoadBalancer"; ingress-nginx, "Retaining
  client ipaddress"; ServiceSpec.externalTrafficPolicy.

  Background:
    Given the namespace shop
    And the nodes:
      | node     | ip       |
      | worker-1 | 10.0.0.1 |
      | worker-2 | 10.0.0.2 |
    And the pods:
      | pod                      | labels                                                                       | ports   | node     | ip         |
      | web                      |                                                                              | 8080    | worker-2 | 10.244.2.6 |
      | ingress-nginx/controller | app.kubernetes.io/name=ingress-nginx, app.kubernetes.io/component=controller | 80, 443 | worker-1 | 10.244.1.5 |
    And the external endpoints:
      | name   | addresses    |
      | office | 203.0.113.10 |
      | rival  | 203.0.113.66 |
    And the manifests:
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        rules:
          - host: shop.example.com
            http:
              paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }]
      """
    And deny-all ingress in namespace shop
    And deny-all ingress in namespace ingress-nginx
    And web allows ingress from namespace ingress-nginx on port 8080

  Scenario: At the app a rule for the office admits nobody, and without the controller's rule shuts out all
    Given the services:
      | service                  | ports     | type         | external ip   | external traffic | selector                               |
      | web                      | 80 → 8080 |              |               |                  |                                        |
      | ingress-nginx/controller | 80, 443   | LoadBalancer | 198.51.100.10 | Local            | app.kubernetes.io/component=controller |
    And ingress-nginx/controller allows ingress from anyone
    When policy allow-web-ingress-from-namespace-ingress-nginx-on-8080 is deleted
    And web allows ingress from office
    Then office → https://shop.example.com fails at web ingress

  Scenario: At the controller, with externalTrafficPolicy Local
    Given the services:
      | service                  | ports     | type         | external ip   | external traffic | selector                               |
      | web                      | 80 → 8080 |              |               |                  |                                        |
      | ingress-nginx/controller | 80, 443   | LoadBalancer | 198.51.100.10 | Local            | app.kubernetes.io/component=controller |
    When ingress-nginx/controller allows ingress from office on ports 80 and 443
    Then office → https://shop.example.com succeeds
    But rival → https://shop.example.com fails at ingress-nginx/controller ingress

  Scenario: At the controller, with externalTrafficPolicy Cluster, it depends on the node by which one enters
    Given the services:
      | service                  | ports     | type         | external ip   | external traffic | selector                               |
      | web                      | 80 → 8080 |              |               |                  |                                        |
      | ingress-nginx/controller | 80, 443   | LoadBalancer | 198.51.100.10 | Cluster          | app.kubernetes.io/component=controller |
    When ingress-nginx/controller allows ingress from office on ports 80 and 443
    Then office → https://shop.example.com is unreliable
    And rival → https://shop.example.com fails at ingress-nginx/controller ingress
    When ingress-nginx/controller allows ingress from 10.0.0.0/24
    Then office → https://shop.example.com succeeds
    But rival → https://shop.example.com is unreliable

  Scenario: The load balancer itself admits whom it is told to
    Given the services:
      | service | ports     |
      | web     | 80 → 8080 |
    And the manifests:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: controller, namespace: ingress-nginx }
      spec:
        type: LoadBalancer
        loadBalancerSourceRanges: [203.0.113.0/28]
        selector: { app.kubernetes.io/component: controller }
        ports: [{ name: http, port: 80 }, { name: https, port: 443 }]
      """
    When ingress-nginx/controller allows ingress from anyone
    Then office → https://shop.example.com succeeds
    But rival → https://shop.example.com fails at kube-proxy

  Scenario: The app is closed to all who do not come by the Ingress, the office's machines in the cluster's network too
    Given the services:
      | service                  | ports     | type         | external ip   | external traffic | selector                               |
      | web                      | 80 → 8080 |              |               |                  |                                        |
      | ingress-nginx/controller | 80, 443   | LoadBalancer | 198.51.100.10 | Local            | app.kubernetes.io/component=controller |
    When ingress-nginx/controller allows ingress from office
    Then office → https://shop.example.com succeeds
    But office → web:8080 fails at web ingress
    And node/worker-1 → service/web:80 fails at web ingress
