@model:stateful
Feature: The Gateway API: a Gateway, its routes, and the proxy that serves it
  An HTTPRoute says whom requests are for, its Gateway where they come in. Policy knows neither: it sees the pods of the
  proxy that serves the Gateway. Many implementations place them beside the Gateway, some into a namespace of their own.
  Sources: gateway-api, apis/v1/gateway_types.go, httproute_types.go, apis/v1beta1/referencegrant_types.go; GEP-1762 on
  the label gateway.networking.k8s.io/gateway-name, GEP-709 on references between namespaces.

  Background:
    Given the namespace shop
    And the manifests in "manifests/gateway/"

  Scenario: Without policy the Internet comes in
    Then the Internet → http://shop.example.com succeeds

  Rule: Deny-all in the namespace of the app

    Background:
      Given deny-all in namespace shop

    Scenario: The proxy is a stranger from another namespace
      Then the Internet → http://shop.example.com fails at web ingress
      When web allows ingress from namespace edge on port 8080
      Then the Internet → http://shop.example.com succeeds

    Scenario: By the label that every proxy of this Gateway bears
      When web allows ingress from pods labelled gateway.networking.k8s.io/gateway-name=public in namespace edge
      Then the Internet → http://shop.example.com succeeds
      But edge/tester → web:8080 fails at web ingress

    Scenario: The Service's port is not the pod's here either
      When web allows ingress from namespace edge on port 80
      Then the Internet → http://shop.example.com fails at web ingress

  Rule: Deny-all beside the Gateway

    Background:
      Given deny-all in namespace edge

    Scenario: The proxy needs a way in and a way on
      Then the Internet → http://shop.example.com fails at edge/public-proxy ingress
      When edge/public-proxy allows ingress from the Internet
      Then the Internet → http://shop.example.com fails at edge/public-proxy egress
      When edge/public-proxy allows egress to namespace shop
      Then the Internet → http://shop.example.com succeeds

  Rule: A proxy elsewhere

    Scenario: Envoy Gateway keeps its proxies in a namespace of its own
      Given deny-all in namespace shop
      And the gateway edge/public is served by envoy-gateway-system/envoy
      When web allows ingress from namespace edge
      Then the Internet → http://shop.example.com fails at web ingress
      When web allows ingress from namespace envoy-gateway-system
      Then the Internet → http://shop.example.com succeeds

  Rule: Several backends

    Scenario: Whoever has a weight gets requests, so every one of them has to be open
      One request in a hundred hangs: the one that the canary gets.

      Given deny-all in namespace shop
      When web allows ingress from namespace edge
      Then the Internet → http://shop.example.com/canary is unreliable
      When web-next allows ingress from namespace edge
      Then the Internet → http://shop.example.com/canary succeeds

    Scenario: Weight 0 gets none
      Given deny-all in namespace shop
      When web allows ingress from namespace edge
      Then the Internet → http://shop.example.com/retired succeeds

  Rule: A backend in another namespace

    Scenario: A ReferenceGrant lets the route lead there, and a policy has to let the proxy in
      The grant is read by the proxy's controller; no policy asks for it, and it opens no pod.

      Given deny-all in namespace payments
      Then the Internet → http://shop.example.com/pay fails at payments/till ingress
      When payments/till allows ingress from namespace shop
      Then the Internet → http://shop.example.com/pay fails at payments/till ingress
      When payments/till allows ingress from namespace edge
      Then the Internet → http://shop.example.com/pay succeeds

    Scenario: Without the grant there is no way at all, whatever the policies
      Given the manifests:
        """
        apiVersion: gateway.networking.k8s.io/v1beta1
        kind: ReferenceGrant
        metadata:
          name: shop-may-lead-to-the-till
          namespace: payments
        spec:
          from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
          to: [{ group: "", kind: Service, name: till }]
        """
      Then the Internet → http://shop.example.com/pay leads nowhere
      But the Internet → http://shop.example.com succeeds
      When the manifests:
        """
        apiVersion: gateway.networking.k8s.io/v1beta1
        kind: ReferenceGrant
        metadata:
          name: shop-may-lead-to-the-till
          namespace: payments
        spec:
          from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]
          to: [{ group: "", kind: Service }]
        """
      Then the Internet → http://shop.example.com/pay succeeds

  Rule: Which routes a listener takes

    Scenario: Those of the namespaces that it selects
      The listener of port 80 selects namespaces labelled exposed=true, that of port 8080 takes routes of all.

      When namespace shop is labelled exposed-
      Then the Internet → http://shop.example.com leads nowhere
      But the Internet → http://shop.example.com:8080 succeeds
      When namespace shop is labelled exposed=true
      Then the Internet → http://shop.example.com succeeds

    Scenario: Those of its own namespace, where it says nothing
      Then the Internet → https://shop.example.com leads nowhere
      When the manifests:
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata:
          name: public
          namespace: edge
        spec:
          gatewayClassName: example
          listeners:
            - name: https
              protocol: HTTPS
              port: 443
              tls:
                certificateRefs: [{ name: example-com }]
              allowedRoutes:
                namespaces: { from: All }
        """
      Then the Internet → https://shop.example.com succeeds
      But the Internet → http://shop.example.com leads nowhere

    Scenario: A route may ask for one listener alone
      Given the manifests:
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata:
          name: shop
          namespace: shop
        spec:
          parentRefs: [{ name: public, namespace: edge, sectionName: http-alt }]
          hostnames: [shop.example.com]
          rules:
            - backendRefs: [{ name: web, port: 80 }]
        """
      Then the Internet → http://shop.example.com:8080 succeeds
      But the Internet → http://shop.example.com leads nowhere

  Rule: A Gateway in the namespace of its app

    Background:
      Given the manifests:
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata:
          name: own
          namespace: shop
        spec:
          gatewayClassName: example
          listeners: [{ name: http, protocol: HTTP, port: 80 }]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: own-proxy
          namespace: shop
          labels: { gateway.networking.k8s.io/gateway-name: own }
        spec:
          containers: [{ name: proxy, image: example.com/proxy, ports: [{ containerPort: 80 }] }]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata:
          name: inner
          namespace: shop
        spec:
          parentRefs: [{ name: own }]
          hostnames: [inner.example.com]
          rules:
            - backendRefs: [{ name: web, port: 80 }]
        """

    Scenario: Deny-all shuts the proxy and the app alike
      When deny-all in namespace shop
      Then the Internet → http://inner.example.com fails at own-proxy ingress

    Scenario: Deny-all, and traffic within the namespace
      The usual second policy of a namespace lets the proxy reach the app; what is left is the way in.

      Given deny-all in namespace shop
      When every pod allows ingress from every pod
      And every pod allows egress to every pod
      Then the Internet → http://inner.example.com fails at own-proxy ingress
      When own-proxy allows ingress from the Internet on port 80
      Then the Internet → http://inner.example.com succeeds
      But the Internet → web:8080 fails at web ingress
