Feature: Keys of the authorization server
  Keys change: by plan, with both published for a while, and in an emergency, from one moment to the next. DAS follows either way, and
  nobody makes it fetch keys without end. WIPO DAS REST API, security, checks by the DAS API; OpenID Connect Core 1.0, section 10.1.1.

  @DAS-API-KEY-01 @requires:authorization-server-faults
  Rule: A token whose key is not published is refused

    Scenario: A token whose key is published is accepted
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario: A token whose key is not published is turned away
      Given an office that holds an access token
      When the office polls its retrievals under a key that is not published
      Then DAS refuses the request

  @DAS-API-KEY-02 @requires:authorization-server-faults
  Rule: After a rotation both keys work, the new one at the latest when cached key sets have ended

    @requires:clock-control
    Scenario: A token under the new key is accepted when cached key sets have ended
      Given DAS has served the office under a key that has since been replaced
      And the key sets that DAS keeps have become stale
      When the office polls its retrievals under the new key
      Then DAS serves the request

    Scenario: A token under the former key is accepted while the key is published
      Given DAS has served the office under a key that has since been replaced
      When the office polls its retrievals under the former key
      Then DAS serves the request

  @DAS-API-KEY-03 @requires:authorization-server-faults
  Rule: An unknown key has the key set fetched once more

    Scenario: A new key works at once
      Given DAS has served the office under a key that has since been replaced
      When the office polls its retrievals under the new key
      Then DAS serves the request

  @DAS-API-KEY-04 @requires:authorization-server-faults
  Rule: One token with an unknown key does not have the key set fetched again and again

    Scenario: The key set is fetched once more at most
      Given an office that holds an access token
      When the office polls its retrievals under a key that is not published
      Then DAS has not fetched the key set more than twice for it

  @DAS-API-KEY-05 @requires:authorization-server-faults @requires:clock-control
  Rule: A removed key opens nothing once cached key sets have ended

    Scenario: A former key that is still published opens the API
      Given DAS has served the office under a key that has since been replaced
      When the office polls its retrievals under the former key
      Then DAS serves the request

    Scenario: A key that was removed in an emergency opens nothing
      Given DAS has served the office under a key that has since been replaced
      When the office polls its retrievals under a key that was removed in an emergency
      Then DAS refuses the request
