@model:stateful
Feature: The Ingress is right, and nothing works behind it
  No policy in sight, or the right one, and the site is down all the same: the controller has nobody to pass the request
  to. It answers for itself then, 502 or 503 and at once; a policy in its way makes it wait and answer 504. To curl each
  of them is an answer, and it exits with 0.
  Sources: kubernetes.io, Services, "Services without selectors" and "Readiness probes"; ingress-nginx,
  docs/troubleshooting.md; nginx, ngx_http_proxy_module, proxy_connect_timeout.

  Background:
    Given the namespace shop
    And the pods:
      | pod                      | labels                                                                       | ports   |
      | web                      |                                                                              | 8080    |
      | ingress-nginx/controller | app.kubernetes.io/name=ingress-nginx, app.kubernetes.io/component=controller | 80, 443 |
    And the manifests:
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
      spec:
        rules:
          - host: shop.example.com
            http:
              paths:
                - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
      """

  Scenario: A Service whose selector fits no pod has no endpoints
    Given the services:
      | service | ports     | selector    |
      | web     | 80 → 8080 | app=website |
    Then the Internet → https://shop.example.com is refused
    And the Internet → https://shop.example.com fails with service unavailable
    When pod web is labelled app=website
    Then the Internet → https://shop.example.com succeeds

  Scenario: A pod that is not ready gets no requests
    Given the services:
      | service | ports     |
      | web     | 80 → 8080 |
    When pod web is not ready
    Then the Internet → https://shop.example.com fails with service unavailable
    When pod web is ready
    Then the Internet → https://shop.example.com succeeds

  Scenario: A load balancer outside the cluster answers for itself as well
    Given the services:
      | service | ports     |
      | web     | 80 → 8080 |
    And the ingress controller is 203.0.113.7
    When pod web is not ready
    Then the Internet → https://shop.example.com fails with service unavailable
    When pod web is ready
    Then the Internet → https://shop.example.com succeeds

  Scenario: A targetPort where nobody listens
    Given the services:
      | service | ports   |
      | web     | 80 → 80 |
    Then the Internet → https://shop.example.com is refused
    And the Internet → https://shop.example.com fails with bad gateway
    When the services:
      | service | ports     |
      | web     | 80 → 8080 |
    Then the Internet → https://shop.example.com succeeds

  Scenario: The wrong targetPort behind deny-all: policy first, then nobody listens
    Given the services:
      | service | ports   |
      | web     | 80 → 80 |
    And deny-all
    When web allows ingress from namespace ingress-nginx on port 8080
    Then the Internet → https://shop.example.com fails at web ingress
    When web allows ingress from namespace ingress-nginx on port 80
    Then the Internet → https://shop.example.com is refused

  Scenario: What a client sees tells the three apart, and deny-all at the controller from all of them
    Given the services:
      | service | ports     |
      | web     | 80 → 8080 |
    When deny-all
    Then the Internet → https://shop.example.com fails with gateway timeout
    And curl exits with 0 for the Internet → https://shop.example.com
    When deny-all in namespace ingress-nginx
    Then the Internet → https://shop.example.com fails with a timeout
    And curl -m 4 exits with 28 for the Internet → https://shop.example.com

  Scenario: A Service that does not exist, or not by that port
    Given the services:
      | service | ports     |
      | website | 80 → 8080 |
    Then the Internet → https://shop.example.com leads nowhere
    When the services:
      | service | ports       |
      | web     | 8080 → 8080 |
    Then the Internet → https://shop.example.com leads nowhere
    When the services:
      | service | ports     |
      | web     | 80 → 8080 |
    Then the Internet → https://shop.example.com succeeds

  Scenario: The Service of another namespace is out of reach for an Ingress
    Given the services:
      | service    | ports     | selector |
      | stores/web | 80 → 8080 | app=web  |
    Then the Internet → https://shop.example.com leads nowhere

  Scenario: A Service that has no selector gets its endpoints by hand
    Given the services:
      | service | ports     | selector |
      | web     | 80 → 8080 | none     |
    Then the Internet → https://shop.example.com is refused
    When the manifests:
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: web-1
        namespace: shop
        labels:
          kubernetes.io/service-name: web
      addressType: IPv4
      ports: [{ name: "", port: 8080, protocol: TCP }]
      endpoints: [{ addresses: [192.0.2.80], conditions: { ready: true } }]
      """
    Then the Internet → https://shop.example.com succeeds
    When deny-all in namespace ingress-nginx
    And ingress-nginx/controller allows ingress from the Internet
    Then the Internet → https://shop.example.com fails at ingress-nginx/controller egress
    When ingress-nginx/controller allows egress to 192.0.2.80/32 on port 8080
    Then the Internet → https://shop.example.com succeeds
