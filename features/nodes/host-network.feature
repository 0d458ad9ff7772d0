@model:stateful
Feature: Pods in the network of their node, as clients and behind a Service
  A pod with hostNetwork bears its node's address. Most plugins cannot tell it from the node: policies that select it do
  nothing, selectors miss it, and its node's pods are open to it. A few can. Which of the two, the API leaves open.
  Sources: kubernetes.io, Network Policies, "NetworkPolicy and hostNetwork pods"; kubernetes/kubernetes#95879;
  pkg/proxy/iptables/proxier.go, where a node's own packets are translated in OUTPUT.

  Background:
    Given the namespace shop
    And the nodes:
      | node     | ip       |
      | worker-1 | 10.0.0.1 |
      | worker-2 | 10.0.0.2 |
    And the pods:
      | pod     | ports | node     | ip         |
      | web     | 8080  | worker-1 | 10.244.1.5 |
      | monitor |       | worker-1 | 10.244.1.6 |
    And the manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: near, namespace: shop, labels: { app: agent } }
      spec:
        nodeName: worker-1
        hostNetwork: true
        containers: [{ name: agent, image: example.com/agent, ports: [{ containerPort: 9100 }] }]
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: far, namespace: shop, labels: { app: agent } }
      spec:
        nodeName: worker-2
        hostNetwork: true
        containers: [{ name: agent, image: example.com/agent, ports: [{ containerPort: 9100 }] }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { app: web }
        ports: [{ port: 80, targetPort: 8080 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: agent, namespace: shop }
      spec:
        selector: { app: agent }
        ports: [{ port: 9100 }]
      """

  Rule: As its node

    Background:
      Given the setting host-network-pods is as-node

    Scenario: As a client of a Service it is the node, near or far
      When deny-all
      Then near → service/web:80 succeeds
      But far → service/web:80 fails at web ingress

    Scenario: A selector does not let it in, its node's address does
      Given deny-all
      When web allows ingress from every pod
      Then far → service/web:80 fails at web ingress
      When web allows ingress from 10.0.0.2/32
      Then far → service/web:80 succeeds
      And node/worker-2 → service/web:80 succeeds

    Scenario: As a server it is reached by an address of its node: one's own needs no rule, the other's a block
      The Service leads to either, and no client chooses which.

      Given deny-all
      Then monitor → near:9100 succeeds
      But monitor → far:9100 fails at monitor egress
      When monitor allows egress to pods labelled app=agent
      Then monitor → far:9100 fails at monitor egress
      When monitor allows egress to 10.0.0.0/24 on port 9100
      Then monitor → service/agent:9100 succeeds

    Scenario: A policy for the agents guards nobody
      When pods labelled app=agent allows ingress from web
      Then monitor → near:9100 succeeds
      And the Internet → near:9100 succeeds

  Rule: As a pod

    Background:
      Given the setting host-network-pods is as-pod

    Scenario: As a client it needs permissions like any pod, on its own node too
      When deny-all
      Then near → service/web:80 fails at near egress
      When pods labelled app=agent allows egress to web on port 8080
      Then near → service/web:80 fails at web ingress
      When web allows ingress from pods labelled app=agent on port 8080
      Then near → service/web:80 succeeds
      And far → service/web:80 succeeds
      But node/worker-2 → service/web:80 fails at web ingress

    Scenario: As a server it is selected by its labels
      Given deny-all
      When monitor allows egress to pods labelled app=agent on port 9100
      Then monitor → service/agent:9100 fails
      When pods labelled app=agent allows ingress from monitor on port 9100
      Then monitor → service/agent:9100 succeeds

  Rule: Whichever it is

    Scenario: An Ingress controller with hostNetwork is a node to the pods behind it
      The usual set-up on machines of one's own: a DaemonSet that listens on ports 80 and 443 of every node.

      Given the ingress controller is far
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
      And deny-all
      When web allows ingress from pods labelled app=agent
      Then the Internet → http://shop.example.com fails at web ingress
      When web allows ingress from 10.0.0.0/24
      Then the Internet → http://shop.example.com succeeds
