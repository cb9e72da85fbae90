Feature: Answers of the resource server
  Answers are alike wherever they come from, and each can be found again in the log. See FAPI 1.0 Baseline, 6.2.1, items 1 and 8 to
  12, and RFC 6750, 3.

  Background:
    Given a user has granted the client access to the resource

  @FAPI1-BASE-6.2.1-01
  Rule: Resources are read by GET

    Scenario: GET reads a resource
      When the client reads the resource
      Then the resource server serves the request

  @FAPI1-BASE-6.2.1-08
  Rule: Text is encoded in UTF-8

    Scenario: What is read is encoded in UTF-8
      When the client reads the resource
      Then the answer is text in UTF-8

  @FAPI1-BASE-6.2.1-09
  Rule: JSON is sent as application/json

    Scenario: What is read is called JSON
      When the client reads the resource
      Then the answer is called JSON

    Scenario Outline: A caller that states <field> is sent JSON
      When the client reads the resource, stating <field>
      Then the answer is called JSON

      Examples: media types that will do
        | field                                            |
        | that any media type will do                      |
        | that JSON is one of the media types that will do |

  @FAPI1-BASE-6.2.1-10
  Rule: An answer has the date of the server

    Scenario: What is read comes with the date of the server
      When the client reads the resource
      Then the answer has the date of the server

  @FAPI1-BASE-6.2.1-11
  Rule: An answer names the interaction

    Scenario: An answer repeats the interaction id of its request
      When the client reads the resource under an interaction id
      Then the answer names the interaction

    Scenario: An answer to a request without an interaction id has one of its own
      When the client reads the resource
      Then the answer names the interaction

    Scenario: A refusal repeats the interaction id of its request
      When somebody without an access token asks under an interaction id
      Then the resource server refuses the request
      And the answer names the interaction

  @FAPI1-BASE-6.2.1-12
  Rule: The interaction id is written to the log

    Scenario: The log knows the interaction id of a request
      When the client reads the resource under an interaction id
      Then the interaction id is in the log of the resource server

  @RFC6750-3-1-RS
  Rule: A refusal says how to be let in

    Scenario: A caller without an access token is challenged by the resource server
      When the client reads the resource, showing no access token
      Then the resource server refuses the request
      And the refusal of the resource server carries a challenge

  @RFC6750-3.1-3
  Rule: Who has shown no token has made no error

    Scenario: A caller without an access token is told of no error
      When the client reads the resource, showing no access token
      Then the refusal of the resource server names no error
